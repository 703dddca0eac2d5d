package org.speechbench.downstream.head;

import java.util.List;
import java.util.Set;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * SUPERB's head for utterance-level tasks (SID, ER, KS, IC): Linear(D, hidden), mean over valid frames, Linear(hidden,
 * C). Parameter: {@code hidden} (256).
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
        List<ParameterSpec> parameters = Layers.twoLinear(context.dim(), hidden, context.classes());
        // The first map is affine, so its output for the mean over frames is the mean of its outputs.
        return ScriptHead.ofUtterances(parameters, Layers.script("mean_pool_linear.py"), Pooling.MEAN);
    }
}
