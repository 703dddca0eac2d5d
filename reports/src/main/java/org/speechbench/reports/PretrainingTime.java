package org.speechbench.reports;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.significance.UpstreamKey;

/**
 * The time that the pre-training of an upstream took, on average over its seeds.
 *
 * @param seconds the wall-clock seconds, including features, labels and the pre-trainings that it depends on; 0 without
 *     pre-training
 * @param missing what is not counted in it, in words; empty if everything is counted
 */
record PretrainingTime(double seconds, String missing) {
    /** The time, which is looked up by weights, otherwise by label; empty if it was not measured. */
    static Optional<PretrainingTime> of(UpstreamKey upstream, List<ResultRow> pretrain) {
        if (upstream.random() || upstream.init().equals("none")) {
            return Optional.of(new PretrainingTime(0, ""));
        }
        List<ResultRow> totals = pretrain.stream()
                .filter(row -> row.ok() && row.metric().equals(Metrics.TOTAL_SECONDS))
                .toList();
        Predicate<ResultRow> weights = row ->
                !row.subject().digest().isEmpty() && row.subject().digest().equals(upstream.digest());
        Predicate<ResultRow> recipe = row -> !upstream.recipe().isEmpty()
                && row.subject().training().recipe().equals(upstream.recipe());
        Predicate<ResultRow> label = row -> row.upstream().equals(upstream.label());
        return Stream.of(weights.or(recipe).and(label), weights.or(recipe), label)
                .map(same -> totals.stream().filter(same).toList())
                .filter(rows -> !rows.isEmpty())
                .findFirst()
                .map(rows -> new PretrainingTime(
                        new Cell(rows).value(), rows.get(0).cost().omissions()));
    }
}
