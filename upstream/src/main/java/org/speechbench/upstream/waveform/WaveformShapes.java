package org.speechbench.upstream.waveform;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.upstream.model.Convolution;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.portable.FoundModel;
import org.speechbench.upstream.portable.TensorSizes;
import org.speechbench.upstream.portable.ToldSettings;

/**
 * The properties that the shapes of a model's tensors determine.
 *
 * @param transformer without heads and the place of norms
 * @param each of the convolutions
 * @param classes of the pre-training head; 0 without one
 * @param finalSize of the space of the head; 0 without one
 */
record WaveformShapes(
        TransformerConfig transformer,
        List<Convolution> each,
        boolean layerNorm,
        boolean convBias,
        int classes,
        int finalSize) {
    /** @throws org.speechbench.core.UserError if a tensor that all have is missing or has another number of dimensions */
    static WaveformShapes of(WaveformFamily family, TensorSizes tensors) {
        FoundModel model = tensors.model();
        boolean head = family.pretrains() && MaskedHead.isIn(model);
        return new WaveformShapes(
                tensors.encoder(family.positionalWeight()),
                family.convolutions(tensors.size("feature_extractor.conv_layers.0.conv.weight", 3, 0)),
                model.names().containsKey("feature_extractor.conv_layers.1.layer_norm.weight"),
                hasConvBias(model),
                head ? tensors.size(MaskedHead.LABELS, 2, 0) : 0,
                head ? tensors.size(MaskedHead.PROJECTION, 2, 0) : 0);
    }

    /** Whether a convolution has a bias; in a complete model, all of them do in that case. */
    private static boolean hasConvBias(FoundModel model) {
        return model.names().keySet().stream()
                .anyMatch(n -> n.startsWith("feature_extractor.conv_layers.") && n.endsWith(".conv.bias"));
    }

    /** The published size that has exactly these shapes; null if none has. */
    ToldSettings.@Nullable Published published(WaveformFamily family) {
        Optional<WaveformNetwork> found = new NamedSizes(family)
                .published().stream().filter(this::hasShapesOf).findFirst();
        return found.map(a -> new ToldSettings.Published(a.size(), a.stated())).orElse(null);
    }

    private boolean hasShapesOf(WaveformNetwork a) {
        TransformerConfig c = a.transformer();
        return transformer.with(c.heads(), c.preNorm()).equals(c)
                && convolutions(WaveNormalization.NONE).hasShapeOf(a.convolutions())
                && (finalSize == 0 || finalSize == a.finalSize());
    }

    ConvolutionConfig convolutions(WaveNormalization waves) {
        return new ConvolutionConfig(each, layerNorm, convBias, waves);
    }

    /** The network, given the properties that shapes do not determine. */
    WaveformNetwork network(WaveformFamily family, ToldSettings told, WaveNormalization waves, EncoderBlocks blocks) {
        TransformerConfig whole =
                transformer.with(told.heads().value(), told.normFirst().value());
        return new NamedSizes(family).named(whole, convolutions(waves), blocks, finalSize);
    }
}
