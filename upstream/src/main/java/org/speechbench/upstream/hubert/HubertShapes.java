package org.speechbench.upstream.hubert;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.portable.FoundModel;
import org.speechbench.upstream.portable.TensorSizes;
import org.speechbench.upstream.portable.ToldSettings;

/**
 * The properties that the shapes of a HuBERT's tensors determine.
 *
 * @param encoder without heads and the place of norms
 * @param classes of the pre-training head; 0 without one
 * @param finalSize of the space of the head; 0 without one
 */
record HubertShapes(
        TransformerConfig encoder, int channels, boolean layerNorm, boolean convBias, int classes, int finalSize) {
    private static final int USUAL_FINAL_SIZE = 256;

    /** @throws UserError if a tensor that every HuBERT has is missing or has another number of dimensions */
    static HubertShapes of(Path place, FoundModel model, Map<String, TensorInfo> tensors) {
        TensorSizes r = new TensorSizes(place, "HuBERT", model, tensors);
        boolean head = HubertNames.hasHead(model);
        return new HubertShapes(
                r.encoder(),
                r.size("feature_extractor.conv_layers.0.conv.weight", 3, 0),
                model.names().containsKey("feature_extractor.conv_layers.1.layer_norm.weight"),
                hasConvBias(model),
                head ? r.size(HubertNames.LABELS, 2, 0) : 0,
                head ? r.size(HubertNames.PROJECTION, 2, 0) : 0);
    }

    /** Whether a convolution has a bias; in a complete model, all of them do in that case. */
    static boolean hasConvBias(FoundModel model) {
        return model.names().keySet().stream()
                .anyMatch(n -> n.startsWith("feature_extractor.conv_layers.") && n.endsWith(".conv.bias"));
    }

    /** The published size that has exactly these shapes; null if none has. */
    ToldSettings.@Nullable Published published() {
        for (String size : HubertSizes.PUBLISHED) {
            HubertArchitecture a = HubertSizes.of(size);
            TransformerConfig c = a.transformer();
            if (encoder.with(c.heads(), c.preNorm()).equals(c)
                    && channels == a.channels()
                    && layerNorm == a.layerNorm()
                    && (finalSize == 0 || finalSize == a.finalSize())) {
                return new ToldSettings.Published(size, a.stated());
            }
        }
        return null;
    }

    /** The network, given the properties that shapes do not determine. */
    HubertArchitecture architecture(ToldSettings told, WaveNormalization waves) {
        return HubertSizes.named(
                encoder.with(told.heads().value(), told.normFirst().value()),
                channels,
                finalSize == 0 ? USUAL_FINAL_SIZE : finalSize,
                finalSize > 0,
                layerNorm,
                convBias,
                waves);
    }
}
