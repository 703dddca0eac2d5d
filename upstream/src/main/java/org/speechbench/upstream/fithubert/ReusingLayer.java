package org.speechbench.upstream.fithubert;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.model.Block;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.FeedForward;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.ParameterList;
import org.speechbench.upstream.model.TransformerLayer;

/**
 * A layer that takes the attention map of the layer before it, and so has neither queries nor keys (ARMHuBERT, arXiv
 * 2305.11685, section 3.1). The map is taken without dropout. Its method is {@code reusing_layer}, with the arguments of
 * {@code layer}, where the map is the last of what is shared.
 *
 * @param size D
 */
record ReusingLayer(int size, FeedForward feedForward) implements Block {
    @Override
    public List<ParameterSpec> parameters(String prefix) {
        ParameterList list = new ParameterList(prefix);
        for (String name : List.of("attention.v_proj", "attention.out_proj")) {
            list.linear(name, size, size, TransformerLayer.WEIGHT, Initializer.constant(0));
        }
        return list.block("feed_forward", feedForward)
                .norm("layer_norm", size)
                .norm("final_layer_norm", size)
                .list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return Kernels.joined(
                feedForward.fragments(kernels),
                List.of(
                        Kernels.linear(),
                        TransformerLayer.afterAttention(),
                        Fragment.of(ReusingLayer.class, "reusing_layer.py").weights(layout())));
    }

    /** The products of attention are two with weights, and that of the map and values. */
    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        double products = 2.0 * size * size + size * framesPerSecond * seconds;
        return Cost.of(Cost.ATTENTION, framesPerSecond * products).plus(feedForward.cost(framesPerSecond, seconds));
    }
}
