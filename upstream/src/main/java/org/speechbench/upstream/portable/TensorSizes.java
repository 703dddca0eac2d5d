package org.speechbench.upstream.portable;

import java.nio.file.Path;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.model.TransformerConfig;

/**
 * Sizes of the tensors of a model that was found in a file.
 *
 * @param kind of the model, for messages, for example {@code HuBERT}
 * @param tensors of the file
 */
public record TensorSizes(Path place, String kind, FoundModel model, Map<String, TensorInfo> tensors) {
    /** Larger than any dimension of a speech model. */
    private static final int MOST = 1 << 20;

    /**
     * A size of a tensor that every model of this kind has.
     *
     * @param name in this suite
     * @param dimensions that the tensor must have
     * @throws UserError if it is missing or misshaped
     */
    public int size(String name, int dimensions, int dimension) {
        String theirs = model.names().get(name);
        TensorInfo tensor = theirs == null ? null : tensors.get(theirs);
        if (tensor == null
                || tensor.shape().length != dimensions
                || tensor.shape()[dimension] < 1
                || tensor.shape()[dimension] > MOST) {
            throw new UserError(
                    place + " holds no whole " + kind + ": of " + model.map().toolkit() + "'s tensors "
                            + (theirs == null ? model.prefix() + model.map().theirs(name, false) : theirs)
                            + (tensor == null ? " is missing" : " has shape " + tensor.shapeText()) + ".",
                    "Save it again with all tensors of the model, or download it again.");
        }
        return (int) tensor.shape()[dimension];
    }

    /** Number of Transformer layers, counted by their first norms. */
    public int layers() {
        int layers = 0;
        while (model.names().containsKey("encoder.layers." + layers + ".layer_norm.weight")) {
            layers++;
        }
        return layers;
    }

    /** The dimensions of an encoder whose positional convolution has weight norm, see {@link #encoder(String)}. */
    public TransformerConfig encoder() {
        return encoder("encoder.pos_conv.weight_v");
    }

    /**
     * The dimensions of the encoder, with one attention head and without norms first, which shapes do not determine.
     *
     * @param positions name of the weight of the (first) positional convolution
     */
    public TransformerConfig encoder(String positions) {
        int width = size("feature_projection.projection.weight", 2, 0);
        return new TransformerConfig(
                layers(),
                width,
                1,
                size("encoder.layers.0.feed_forward.intermediate_dense.weight", 2, 0),
                size(positions, 3, 2),
                Math.max(1, width / size(positions, 3, 1)),
                false);
    }
}
