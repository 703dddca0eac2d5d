package org.speechbench.upstream.fithubert;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.model.Attention;
import org.speechbench.upstream.model.AttentionKernel;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.SelfAttention;

/** {@link SelfAttention} that appends its map (B * H, T, T), before dropout, to what its layer shares with the next one. */
record MappedAttention(int size, int heads) implements Attention {
    private SelfAttention plain() {
        return new SelfAttention(size, heads);
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        return plain().parameters(prefix);
    }

    /** Maps are written out, whatever kernel others use. */
    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of(
                Kernels.linear(),
                kernels.projections().weights(layout()),
                Fragment.of(SelfAttention.class, "padded_keys.py").constant("HEADS", heads),
                AttentionKernel.WRITTEN_OUT.core(size, heads, kernels.dropout().probability()),
                Fragment.of(MappedAttention.class, "mapped_attention.py").weights(layout()));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return plain().cost(framesPerSecond, seconds);
    }
}
