package org.speechbench.reports.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;

/**
 * A row of results and the values that it is based on.
 *
 * @param rounds the rounds of a timing, one value per round; empty for a score
 */
public record MetricSeries(ResultRow row, List<Double> rounds) {
    public MetricSeries {
        rounds = List.copyOf(rounds);
    }

    public boolean isScore() {
        return row.is(RowKind.SCORE);
    }

    /** A ratio of two rows of one run, or the share of the ceiling of that run: comparable between runs. */
    public boolean isRatio() {
        return row.is(RowKind.RATIO) || isOf(Metrics.CEILING_SHARE);
    }

    /** A ratio, or a speed: comparable if both were measured side by side. */
    public boolean isTiming() {
        return row.is(RowKind.RATIO) || isOf(Metrics.SPEED);
    }

    private boolean isOf(Metric metric) {
        return row.is(RowKind.THROUGHPUT) && row.metric().equals(metric);
    }

    /** Whether the rounds are those of another series; never for rounds that do not vary. */
    boolean isSameMeasurement(@Nullable MetricSeries other) {
        return other != null
                && rounds.equals(other.rounds)
                && rounds.stream().distinct().count() > 1;
    }

    double[] logarithms() {
        return rounds.stream().mapToDouble(Math::log).toArray();
    }
}
