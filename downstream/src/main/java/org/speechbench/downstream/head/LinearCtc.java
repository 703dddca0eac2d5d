package org.speechbench.downstream.head;

import java.util.List;
import java.util.Set;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * SUPERB's phoneme recognition head: Linear(D, hidden), Linear(hidden, C) on each frame, without a non-linearity
 * between them. Parameter: {@code hidden} (256).
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
        List<ParameterSpec> parameters = Layers.twoLinear(context.dim(), hidden, context.classes());
        return ScriptHead.ofFrames(parameters, Layers.script("linear_ctc.py"));
    }
}
