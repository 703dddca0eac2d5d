package org.speechbench.downstream.head;

import java.util.Set;

/**
 * Linear(2 D, C) on mean and standard deviation over valid frames. It is used by the {@code quick} preset where the
 * mean alone is not informative: states that are normalised over the utterance have a mean near 0 for every speaker. No
 * parameters.
 */
public final class StatisticsPoolLinear implements HeadProvider {
    @Override
    public String name() {
        return "statistics_pool_linear";
    }

    @Override
    public Head create(HeadContext context) {
        context.allow(name(), Set.of());
        return ScriptHead.ofUtterances(
                Layers.linear("output", 2 * context.dim(), context.classes()),
                Layers.script("statistics_pool_linear.py"),
                Pooling.STATISTICS);
    }
}
