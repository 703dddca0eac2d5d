package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/** The vector (D) that replaces a masked frame. */
record MaskEmbedding(int size) implements Block {
    @Override
    public List<ParameterSpec> parameters(String prefix) {
        return new ParameterList(prefix)
                .add("mask_embedding", Initializer.uniform(0, 1), size)
                .list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of();
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return Cost.NONE;
    }
}
