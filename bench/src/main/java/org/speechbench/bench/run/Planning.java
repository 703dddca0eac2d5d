package org.speechbench.bench.run;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;

/**
 * What the stages of an experiment are planned from.
 *
 * @param earlier what is finished, which is not checked again
 * @param recipes the recipes of the trainings that have been planned, by label
 */
record Planning(
        ExperimentConfig config,
        Services services,
        Corpora corpora,
        CompletedWork earlier,
        Map<String, String> recipes) {
    Planning(ExperimentConfig config, Services services, Corpora corpora, CompletedWork earlier) {
        this(config, services, corpora, earlier, new HashMap<>());
    }

    /** The recipe of a training, which is determined once for all of its seeds. */
    String recipe(String label, Supplier<String> determined) {
        return recipes.computeIfAbsent(label, any -> determined.get());
    }

    /** The recipe of a training that was planned before; empty if the label is. */
    String recipe(String label) {
        return recipes.getOrDefault(label, "");
    }
}
