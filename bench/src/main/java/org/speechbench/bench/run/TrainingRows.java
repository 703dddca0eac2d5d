package org.speechbench.bench.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;

/**
 * The rows of one training.
 *
 * @param rows the columns that all of them share
 */
record TrainingRows(RowTemplate rows, double learningRate) {
    /** A row with the time that was spent on it, or none. */
    ResultRow ok(Metric metric, double value, @Nullable Double seconds, String note) {
        return rows.ok(metric, value, new Cost(seconds, learningRate), note);
    }

    ResultRow failed(Metric metric, String reason) {
        return rows.failed(metric, new Cost(null, learningRate), reason);
    }

    /**
     * The row of the wall-clock time of a training including everything that it depends on. What several trainings
     * share is counted for each of them, as if it had been made for that one alone.
     *
     * @param seconds the seconds of the training itself
     * @param sources the labels of the trainings that it depends on
     * @param notCounted what the seconds leave out, in words
     * @param before the rows of the run, including those of the trainings that it depends on
     * @return empty if they do not give the time of one of these, since a sum without it would be too small
     */
    Optional<ResultRow> total(double seconds, List<String> sources, List<String> notCounted, List<ResultRow> before) {
        Set<String> omitted = new LinkedHashSet<>(notCounted);
        double earlier = 0;
        for (String source : sources) {
            Optional<ResultRow> row = before.stream()
                    .filter(r -> r.measures(RowKind.PRETRAIN, source, Metrics.TOTAL_SECONDS)
                            || r.measures(RowKind.FINETUNE, source, Metrics.TOTAL_SECONDS))
                    .findFirst();
            Double value = row.map(ResultRow::value).orElse(null);
            if (value == null) {
                return Optional.empty();
            }
            earlier += value;
            row.ifPresent(r -> omitted.addAll(r.cost().notCounted()));
        }
        double total = seconds + earlier;
        return Optional.of(
                rows.ok(Metrics.TOTAL_SECONDS, total, new Cost(total, learningRate, List.copyOf(omitted)), ""));
    }
}
