package com.example.speech;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.model.Attention;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.SelfAttention;

/**
 * Attention with a bias that falls linearly with the distance of query and key, with another slope for each head, as ALiBi
 * has it (Press et al., arXiv 2108.12409), in both directions. It has the parameters of {@link SelfAttention}.
 */
public record NearnessAttention(int size, int heads) implements Attention {
    @Override
    public List<ParameterSpec> parameters(String prefix) {
        return plain().parameters(prefix);
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of(
                Kernels.linear(),
                Fragment.of(NearnessAttention.class, "nearness_attention.py")
                        .weights(layout())
                        .constant("HEADS", heads)
                        .constant("HEAD_SIZE", size / heads)
                        .constant("HEAD_SCALE", 1 / Math.sqrt(size / (double) heads)));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return plain().cost(framesPerSecond, seconds);
    }

    private SelfAttention plain() {
        return new SelfAttention(size, heads);
    }
}
