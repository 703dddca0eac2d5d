package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * {@link SelfAttention} whose width does not depend on D, and whose methods take weights of any number of heads, so that
 * layers of one network may differ in it, and a script may be given a part of the weights.
 *
 * @param size D
 * @param headSize width of each head
 */
public record ScalableAttention(int size, int heads, int headSize) implements Attention {
    @Override
    public List<ParameterSpec> parameters(String prefix) {
        return widths().parameters(prefix);
    }

    private AttentionWidths widths() {
        return new AttentionWidths(size, heads, headSize);
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return widths().fragments(
                        kernels,
                        Fragment.of(ScalableAttention.class, "padded_keys_of_any_heads.py")
                                .constant("HEAD_SIZE", headSize));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return widths().cost(framesPerSecond, seconds);
    }
}
