package org.speechbench.upstream.wavlm;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.model.Attention;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.ParameterList;
import org.speechbench.upstream.model.TransformerLayer;

/**
 * WavLM's attention with a gated bias of relative positions (Chen et al., arXiv 2110.13900, section 3). The bias of each
 * distance comes from a table that all layers share; each layer's queries say how much of it they take.
 *
 * @param buckets of distances, half of them for each direction; a multiple of {@value #PARTS}
 * @param farthest distance that has a bucket of its own
 */
record GatedRelativeAttention(int size, int heads, int buckets, int farthest) implements Attention {
    /** Distances of each direction have half of the buckets, of which again half are for one distance each. */
    static final int PARTS = 4;

    static final String TABLE = "relative_attention_bias.weight";
    private static final int GATES = 8;

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        ParameterList list = new ParameterList(prefix);
        for (String name : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
            list.linear(name, size, size, TransformerLayer.WEIGHT, Initializer.constant(0));
        }
        return list.add("grep_linear.weight", TransformerLayer.WEIGHT, GATES, size / heads)
                .add("grep_linear.bias", Initializer.constant(0), GATES)
                .add("grep_a", Initializer.constant(1), 1, heads, 1, 1)
                .list();
    }

    @Override
    public List<ParameterSpec> shared(String prefix) {
        return new ParameterList(prefix)
                .add(TABLE, TransformerLayer.WEIGHT, buckets, heads)
                .list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        int exact = buckets / PARTS;
        return List.of(
                Kernels.linear(),
                kernels.projections().weights(layout()),
                kernels.attention().core(size, heads, kernels.dropout().probability()),
                Fragment.of(GatedRelativeAttention.class, "relative_positions.py")
                        .weights(ParameterLayout.of(List.of(TABLE)))
                        .constant("EXACT", exact)
                        .constant("LOG_RANGE", Math.log(farthest / (double) exact)),
                Fragment.of(GatedRelativeAttention.class, "gated_relative_attention.py")
                        .weights(layout())
                        .constant("HEADS", heads)
                        .constant("HEAD_SIZE", size / heads));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        double products = 4.0 * size * size + (double) GATES * size;
        return Cost.of(Cost.ATTENTION, framesPerSecond * (products + 2.0 * size * framesPerSecond * seconds));
    }
}
