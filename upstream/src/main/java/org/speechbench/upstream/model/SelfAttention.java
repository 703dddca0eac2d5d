package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/**
 * Multi-head scaled dot-product attention (Vaswani et al., arXiv 1706.03762). Its input already contains the positions.
 */
public record SelfAttention(int size, int heads) implements Attention {
    @Override
    public List<ParameterSpec> parameters(String prefix) {
        ParameterList list = new ParameterList(prefix);
        for (String name : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
            list.linear(name, size, size, TransformerLayer.WEIGHT, Initializer.constant(0));
        }
        return list.list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return Kernels.joined(
                List.of(
                        Kernels.linear(),
                        Fragment.of(SelfAttention.class, "self_attention.py")
                                .weights(layout())
                                .constant("HEADS", heads)),
                List.of(
                        kernels.projections().weights(layout()),
                        kernels.attention().core(size, heads, kernels.dropout().probability())));
    }

    /** The products are four with weights, that of queries and keys, and that of attention weights and values. */
    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return Cost.of(Cost.ATTENTION, framesPerSecond * (4.0 * size * size + 2.0 * size * framesPerSecond * seconds));
    }
}
