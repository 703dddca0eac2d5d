package org.speechbench.upstream.distill;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.StatePredictor;

/**
 * States of the student that are predictions as they are.
 *
 * @param layers of the student for each target
 * @param width D of the student and of the teacher
 */
record NoHeads(List<Integer> layers, int width) implements StatePredictor {
    NoHeads {
        layers = List.copyOf(layers);
    }

    @Override
    public int heads() {
        return layers.size();
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        return List.of();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of(Fragment.of(NoHeads.class, "no_heads.py").constant("FROM", layers));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return Cost.NONE;
    }
}
