package org.speechbench.upstream.model;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/**
 * The shared encoder: layer norm and projection of the front end's output, mask embedding, convolutional positions,
 * Transformer layers (HuBERT, arXiv 2106.07447, section II).
 *
 * @param layers number of Transformer layers
 * @param size D
 * @param heads attention heads; divides D
 * @param feedForward inner size of the feed-forward blocks
 * @param positionalKernel of the positional convolution, even
 * @param positionalGroups of the positional convolution
 * @param preNorm layer norm before each block and once at the end (Large) instead of after each block (Base)
 */
public record TransformerConfig(
        int layers, int size, int heads, int feedForward, int positionalKernel, int positionalGroups, boolean preNorm) {
    /** Parameters between the front end and the layers. */
    static final int SHARED = 10;

    /** Parameters of one layer. */
    static final int PER_LAYER = 16;

    private static final double LINEAR_DEVIATION = 0.02;

    /**
     * The encoder's parameters in the order of the script.
     *
     * @param frontWidth channels of the front end's output
     */
    List<ParameterSpec> parameters(int frontWidth) {
        List<ParameterSpec> p = new ArrayList<>();
        norm(p, "feature_projection.layer_norm", frontWidth);
        add(p, "feature_projection.projection.weight", Initializer.fanIn(frontWidth), size, frontWidth);
        add(p, "feature_projection.projection.bias", Initializer.fanIn(frontWidth), size);
        add(p, "mask_embedding", Initializer.uniform(0, 1), size);
        // weight = g * v / |v|; g starts at the expected norm of v, so that the weight starts as drawn.
        double norm = Math.sqrt(4.0 * size / (positionalGroups * (double) positionalKernel));
        add(p, "encoder.pos_conv.weight_g", Initializer.constant(norm), 1, 1, positionalKernel);
        Initializer v = Initializer.normal(Math.sqrt(4.0 / (positionalKernel * (double) size)));
        add(p, "encoder.pos_conv.weight_v", v, size, size / positionalGroups, positionalKernel);
        add(p, "encoder.pos_conv.bias", Initializer.constant(0), size);
        norm(p, "encoder.layer_norm", size);
        for (int l = 0; l < layers; l++) {
            layer(p, "encoder.layers." + l + ".");
        }
        return p;
    }

    private void layer(List<ParameterSpec> p, String prefix) {
        for (String name : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
            linear(p, prefix + "attention." + name, size, size);
        }
        linear(p, prefix + "feed_forward.intermediate_dense", feedForward, size);
        linear(p, prefix + "feed_forward.output_dense", size, feedForward);
        norm(p, prefix + "layer_norm", size);
        norm(p, prefix + "final_layer_norm", size);
    }

    private static void linear(List<ParameterSpec> p, String name, long out, long in) {
        add(p, name + ".weight", Initializer.normal(LINEAR_DEVIATION), out, in);
        add(p, name + ".bias", Initializer.constant(0), out);
    }

    private static void norm(List<ParameterSpec> p, String name, long size) {
        add(p, name + ".weight", Initializer.constant(1), size);
        add(p, name + ".bias", Initializer.constant(0), size);
    }

    private static void add(List<ParameterSpec> p, String name, Initializer initializer, long... shape) {
        p.add(new ParameterSpec(name, shape, initializer));
    }

    /** Multiply-accumulates of one frame, forward: projection, positions, layers; attention over t frames. */
    double multiplyAccumulates(int frontWidth, double t) {
        return projectionCost(frontWidth) + positionsCost() + layersCost() + attentionCost(t);
    }

    double projectionCost(int frontWidth) {
        return (double) frontWidth * size;
    }

    double positionsCost() {
        return (double) size * size / positionalGroups * positionalKernel;
    }

    /** Products with weights in all layers. */
    double layersCost() {
        return attentionProjectionsCost() + layers * 2.0 * size * feedForward;
    }

    /** Products of queries, keys, values and outputs with weights in all layers. */
    double attentionProjectionsCost() {
        return layers * 4.0 * size * size;
    }

    /** Queries with keys and weights with values in all layers, each frame over t frames. */
    double attentionCost(double t) {
        return layers * 2.0 * size * t;
    }
}
