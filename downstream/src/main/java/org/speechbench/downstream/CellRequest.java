package org.speechbench.downstream;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.Trial;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.script.Precision;

/**
 * One cell of an experiment: one upstream on one task.
 *
 * @param label what progress calls the cell, for example {@code fast/pr}
 * @param precision that the upstream was opened with; part of the cache's key
 * @param learningRates instead of the recipe's grid; null for the recipe's
 * @param steps instead of the recipe's; null for the recipe's
 * @param normalize whether a layer normalisation without parameters is applied to each layer before the weighted sum
 *     (s3prl's {@code upstream_feature_normalize}; off in SUPERB)
 * @param onlyLayer the one layer that the head sees, instead of the weighted sum of all; null for the sum
 * @param trials that a verification task is scored on; empty for those that the task draws
 * @param limit cuts every split to its first utterances, 0 for all
 */
public record CellRequest(
        String label,
        Upstream upstream,
        Precision precision,
        Task task,
        Preset preset,
        Corpus corpus,
        long seed,
        @Nullable List<Double> learningRates,
        @Nullable Integer steps,
        boolean normalize,
        @Nullable Integer onlyLayer,
        List<Trial> trials,
        int limit) {
    public CellRequest {
        trials = List.copyOf(trials);
        learningRates = learningRates == null ? null : List.copyOf(learningRates);
    }
}
