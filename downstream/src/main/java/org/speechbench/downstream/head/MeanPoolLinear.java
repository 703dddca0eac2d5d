package org.speechbench.downstream.head;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * SUPERB's head of utterance tasks (SID, ER, KS, IC): Linear(D, hidden), mean over valid frames, Linear(hidden, C).
 * Parameter: {@code hidden} (256).
 */
public final class MeanPoolLinear implements HeadProvider {
    @Override
    public String name() {
        return "mean_pool_linear";
    }

    @Override
    public Head create(HeadContext context) {
        context.allow(name(), Set.of("hidden"));
        int hidden = context.count("hidden", 256);
        List<ParameterSpec> parameters = Stream.of(
                        Layers.linear("projection", context.dim(), hidden),
                        Layers.linear("output", hidden, context.classes()))
                .flatMap(List::stream)
                .toList();
        return new PooledHead(parameters, Layers.script("mean_pool_linear.py"));
    }

    private record PooledHead(List<ParameterSpec> parameters, String script) implements Head {
        @Override
        public int outputFrames(int frames) {
            return 1;
        }

        /** The first map is affine, so the mean of its outputs is its output for the mean. */
        @Override
        public Pooling pooling() {
            return Pooling.MEAN;
        }
    }
}
