package org.speechbench.upstream.pretrain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.spi.Named;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.targets.TargetSpec;
import org.speechbench.upstream.training.StallWatch;
import org.speechbench.upstream.training.StepStatistics;

/**
 * What is minimised in pre-training, found by its name, the {@code objective} of an experiment, with ServiceLoader:
 * which losses are computed from the states of a network and from targets, with which parameters of its own. Batches,
 * optimiser, checkpoints, devices and log are the same for every objective.
 */
public interface Objective extends Named {
    /** The form of the targets that it learns from. */
    Class<? extends TargetSpec> accepts();

    /**
     * A model with random weights, drawn from the spec's seed, that returns the gradients of the loss. Most objectives
     * describe their loss as an {@link ObjectiveScript} and call {@link Pretraining#learner}.
     *
     * @throws org.speechbench.core.UserError if the provider or the targets do not suit the objective
     */
    Pretrainable model(
            EngineContext engine, Pretraining provider, UpstreamSpec spec, PretrainOptions options, TargetSpec targets);

    /** The values that are logged for a number of steps, by name; the loss that is minimised is {@code loss}. */
    default Map<String, Double> report(StepStatistics steps, PretrainOptions options) {
        return values("", steps);
    }

    /** The values that are logged for the development split, by name; their names begin with {@code dev_}. */
    default Map<String, Double> evaluation(StepStatistics dev) {
        return values("dev_", dev);
    }

    /** The columns of its own in the log. */
    default List<String> columns() {
        return List.of();
    }

    /** What the weights depend on besides the configuration and the targets, by the names of checkpoints. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /** What notices that nothing is learnt; null for nothing. */
    default @Nullable StallWatch stallWatch(TargetSpec targets) {
        return null;
    }

    private static Map<String, Double> values(String prefix, StepStatistics steps) {
        Map<String, Double> values = new LinkedHashMap<>();
        steps.names().forEach(name -> values.put(prefix + name, steps.value(name)));
        return values;
    }
}
