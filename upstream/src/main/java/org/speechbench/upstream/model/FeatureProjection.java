package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/** Layer norm and projection of a front end's output (B, T, C) to the encoder's size (B, T, D). */
record FeatureProjection(int width, int size) implements Block {
    @Override
    public List<ParameterSpec> parameters(String prefix) {
        Initializer start = Initializer.fanIn(width);
        return new ParameterList(prefix)
                .norm("layer_norm", width)
                .linear("projection", width, size, start, start)
                .list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of(
                Kernels.linear(),
                Fragment.of(FeatureProjection.class, "feature_projection.py").weights(layout()));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return Cost.of(Cost.PROJECTION, framesPerSecond * width * size);
    }
}
