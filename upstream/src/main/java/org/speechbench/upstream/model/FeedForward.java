package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/**
 * Two linear layers with GELU between them: the method {@code feed_forward(x, w, train)}, (B, T, D) to (B, T, D).
 *
 * @param size D
 * @param inner size between the layers
 */
public record FeedForward(int size, int inner) implements Block {
    @Override
    public List<ParameterSpec> parameters(String prefix) {
        return new ParameterList(prefix)
                .linear("intermediate_dense", size, inner, TransformerLayer.WEIGHT, Initializer.constant(0))
                .linear("output_dense", inner, size, TransformerLayer.WEIGHT, Initializer.constant(0))
                .list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return List.of(
                Kernels.linear(),
                Fragment.of(FeedForward.class, "feed_forward.py")
                        .weights(layout())
                        .constant("ACTIVATION_DROPOUT", kernels.activationDropout()));
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return Cost.of(Cost.FEED_FORWARD, framesPerSecond * 2.0 * size * inner);
    }
}
