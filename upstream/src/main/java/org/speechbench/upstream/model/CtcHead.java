package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/** A linear layer from states (B, T, D) to symbols. */
record CtcHead(int size, int symbols) implements Block {
    @Override
    public List<ParameterSpec> parameters(String prefix) {
        // This is fairseq's initialisation.
        return new ParameterList(prefix)
                .add("weight", Initializer.xavier(size, symbols), symbols, size)
                .add("bias", Initializer.constant(0), symbols)
                .list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of(Kernels.linear());
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return Cost.of(Cost.HEAD, framesPerSecond * size * symbols);
    }
}
