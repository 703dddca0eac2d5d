package org.speechbench.upstream.fasthubert;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.fasthubert.FastHubertArchitecture.Convolution;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.portable.FoundModel;
import org.speechbench.upstream.portable.StatedSettings;
import org.speechbench.upstream.portable.TensorSizes;
import org.speechbench.upstream.portable.ToldSettings;

/**
 * The properties that the shapes of a Fast-HuBERT's tensors determine.
 *
 * @param encoder without heads and the place of norms
 */
record FastHubertShapes(TransformerConfig encoder, List<Convolution> convolutions) {
    /** The size whose weights the authors have published. */
    private static final String PUBLISHED = "base";

    private static final String CONVOLUTION = "subsampler.conv_layers.";

    /** @throws UserError if a tensor that every Fast-HuBERT has is missing or has another number of dimensions */
    static FastHubertShapes of(Path place, FoundModel model, Map<String, TensorInfo> tensors) {
        TensorSizes r = new TensorSizes(place, "Fast-HuBERT", model, tensors);
        TransformerConfig encoder = r.encoder();
        int positionalWidth = r.size("encoder.pos_conv.weight_v", 3, 1);
        if (encoder.positionalKernel() % 2 != 0 || encoder.size() % positionalWidth != 0) {
            throw new UserError(
                    place + ": the positional convolution has a kernel of " + encoder.positionalKernel()
                            + " over groups of " + positionalWidth + " of " + encoder.size()
                            + " channels, wanted an even kernel and equal groups.",
                    "Use a checkpoint of a Fast-HuBERT as published (kernel 128, 16 groups).");
        }
        return new FastHubertShapes(encoder, convolutions(r));
    }

    private static List<Convolution> convolutions(TensorSizes r) {
        List<Convolution> convolutions = new ArrayList<>();
        for (int i = 0; r.model().names().containsKey(CONVOLUTION + i + ".weight"); i++) {
            String name = CONVOLUTION + i + ".weight";
            int kernel = r.size(name, 3, 2);
            int out = r.size(name, 3, 0);
            if (kernel % 2 == 0 || out % 2 != 0) {
                throw new UserError(
                        r.place() + ": " + name + " has a kernel of " + kernel + " and " + out
                                + " channels, wanted an odd kernel and an even number of channels.",
                        "Use a checkpoint of a Fast-HuBERT as published (kernels of 5).");
            }
            convolutions.add(new Convolution(kernel, out / 2));
        }
        return convolutions;
    }

    /** The published size if it has exactly these shapes; null otherwise. */
    ToldSettings.@Nullable Published published() {
        TransformerConfig c = FastHubertSizes.encoder(PUBLISHED);
        boolean same = FastHubertSizes.matching(encoder.with(c.heads(), c.preNorm()), convolutions)
                .equals(PUBLISHED);
        return same ? new ToldSettings.Published(PUBLISHED, new StatedSettings(c.heads(), c.preNorm(), false)) : null;
    }

    /** The network, given the properties that shapes do not determine. */
    FastHubertArchitecture architecture(int heads, boolean normFirst, boolean intermediate) {
        TransformerConfig config = encoder.with(heads, normFirst);
        String size = FastHubertSizes.matching(config, convolutions);
        Map<String, String> settings = Map.of("intermediate", Boolean.toString(intermediate));
        return FastHubertSizes.heads(size, config, convolutions, 1, settings);
    }
}
