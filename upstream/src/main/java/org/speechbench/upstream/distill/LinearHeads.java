package org.speechbench.upstream.distill;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.ParameterList;
import org.speechbench.upstream.model.StatePredictor;

/**
 * One linear layer for each target, or one for all of them (TinyBERT, arXiv 1909.10351, equation 8).
 *
 * @param layers of the student that each target is predicted from
 * @param size D of these layers
 * @param width of a prediction
 * @param shared whether all targets have the same linear layer
 */
record LinearHeads(List<Integer> layers, int size, int width, boolean shared) implements StatePredictor {
    private static final String HEADS = "heads.";

    LinearHeads {
        layers = List.copyOf(layers);
    }

    @Override
    public int heads() {
        return layers.size();
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        Initializer start = Initializer.fanIn(size);
        ParameterList list = new ParameterList(prefix);
        for (int head = 0; head < (shared ? 1 : layers.size()); head++) {
            list.linear(HEADS + head, size, width, start, start);
        }
        return shared ? list.list().stream().map(LinearHeads::usedOften).toList() : list.list();
    }

    /** A weight that several products use is not converted before a pass, so that its gradients are added in fp32. */
    private static ParameterSpec usedOften(ParameterSpec p) {
        return new ParameterSpec(p.name(), p.shape(), p.initializer(), false);
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of(
                Kernels.linear(),
                Fragment.of(LinearHeads.class, shared ? "shared_head.py" : "linear_heads.py")
                        .weights(layout())
                        .constant("FROM", layers));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return Cost.of(Cost.HEAD, framesPerSecond * layers.size() * size * width);
    }
}
