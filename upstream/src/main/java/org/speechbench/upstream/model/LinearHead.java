package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/** One linear layer; {@link PredictionHead#block} describes its methods. */
record LinearHead(int hidden, int classes) implements Block {
    @Override
    public List<ParameterSpec> parameters(String prefix) {
        Initializer linear = Initializer.fanIn(hidden);
        return new ParameterList(prefix)
                .add("weight", linear, classes, hidden)
                .add("bias", linear, classes)
                .list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of(
                Kernels.linear(),
                Fragment.of(LinearHead.class, "linear_head.py").weights(layout()),
                Fragment.of(LinearHead.class, "cross_entropy.py"));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return Cost.of(Cost.HEAD, framesPerSecond * hidden * classes);
    }
}
