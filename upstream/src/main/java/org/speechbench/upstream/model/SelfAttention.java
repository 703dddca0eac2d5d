package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * Multi-head scaled dot-product attention (Vaswani et al., arXiv 1706.03762). Its input already contains the positions.
 */
public record SelfAttention(int size, int heads) implements Attention {
    @Override
    public List<ParameterSpec> parameters(String prefix) {
        return widths().parameters(prefix);
    }

    private AttentionWidths widths() {
        return new AttentionWidths(size, heads, size / heads);
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return widths().fragments(
                        kernels,
                        Fragment.of(SelfAttention.class, "padded_keys.py").constant("HEADS", heads));
    }

    @Override
    public List<Fragment> headsOfAttention() {
        return List.of(Fragment.of(SelfAttention.class, "attention_heads.py").constant("HEADS", heads));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return widths().cost(framesPerSecond, seconds);
    }
}
