package org.speechbench.bench.run;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.core.result.SeededLabel;

/**
 * What the stages of an experiment are planned from.
 *
 * @param earlier what is finished, which is not checked again
 * @param recipes the recipes of the trainings that have been planned, by label
 * @param roots the seeds of the first trainings of their lineages, by model
 */
record Planning(
        ExperimentConfig config,
        Services services,
        Corpora corpora,
        CompletedWork earlier,
        Map<String, String> recipes,
        Map<SeededLabel, Long> roots) {
    Planning(ExperimentConfig config, Services services, Corpora corpora, CompletedWork earlier) {
        this(config, services, corpora, earlier, new HashMap<>(), new HashMap<>());
    }

    /** The recipe of a training, which is determined once for all of its seeds. */
    String recipe(String label, Supplier<String> determined) {
        return recipes.computeIfAbsent(label, any -> determined.get());
    }

    /** The recipe of a training that was planned before; empty if the label is. */
    String recipe(String label) {
        return recipes.getOrDefault(label, "");
    }

    /**
     * The lineage of a model that is planned to be trained.
     *
     * @param source the label of the training that it is based on; empty for none
     * @param fromElsewhere whether it is based on a model that the experiment does not train
     */
    Lineage trained(SeededLabel model, String source, String recipe, boolean fromElsewhere) {
        SeededLabel based = config.source(model, source);
        Long root = based != null ? roots.get(based) : fromElsewhere ? null : (Long) model.seed();
        if (root != null) {
            roots.put(model, root);
        }
        return new Lineage(model, based, recipe, root);
    }

    /** The lineage of a model that is probed, which was trained as another label; empty for none. */
    Lineage probed(SeededLabel model, String source) {
        SeededLabel based = config.source(model, source);
        return new Lineage(model, based, recipe(source), based == null ? null : roots.get(based));
    }
}
