package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/**
 * What forms of self-attention have in common: products that map frames to queries, keys and values, and back.
 *
 * @param size D
 * @param headSize width of each head
 */
record AttentionWidths(int size, int heads, int headSize) {
    /** Width of queries, keys and values. */
    private int inner() {
        return heads * headSize;
    }

    List<ParameterSpec> parameters(String prefix) {
        ParameterList list = new ParameterList(prefix);
        for (String name : List.of("q_proj", "k_proj", "v_proj")) {
            list.linear(name, size, inner(), TransformerLayer.WEIGHT, Initializer.constant(0));
        }
        return list.linear("out_proj", inner(), size, TransformerLayer.WEIGHT, Initializer.constant(0))
                .list();
    }

    /** @param paddedKeys the methods {@code attention_shared} and {@code padded_keys} */
    List<Fragment> fragments(Kernels kernels, Fragment paddedKeys) {
        ParameterLayout layout = ParameterLayout.of(
                parameters("").stream().map(ParameterSpec::name).toList());
        return List.of(
                Kernels.linear(),
                paddedKeys,
                Fragment.of(SelfAttention.class, "self_attention.py").weights(layout),
                kernels.projections().weights(layout),
                kernels.attention().core(inner(), heads, kernels.dropout().probability()));
    }

    /** The products are four with weights, that of queries and keys, and that of attention weights and values. */
    Cost cost(double framesPerSecond, double seconds) {
        double products = 4.0 * size * inner() + 2.0 * inner() * framesPerSecond * seconds;
        return Cost.of(Cost.ATTENTION, framesPerSecond * products);
    }
}
