package org.speechbench.downstream.head;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * SUPERB's phoneme recognition head: Linear(D, hidden), Linear(hidden, C) on each frame, nothing in between. Parameter:
 * {@code hidden} (256).
 */
public final class LinearCtc implements HeadProvider {
    @Override
    public String name() {
        return "linear_ctc";
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
        return new FrameHead(parameters, Layers.script("linear_ctc.py"));
    }

    private record FrameHead(List<ParameterSpec> parameters, String script) implements Head {
        @Override
        public int outputFrames(int frames) {
            return frames;
        }

        @Override
        public Pooling pooling() {
            return Pooling.NONE;
        }
    }
}
