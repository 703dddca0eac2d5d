package org.speechbench.reports.compare;

import java.util.List;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;

/**
 * A row of results and what it rests on.
 *
 * @param rounds of a timing, one value a round; empty for a score
 */
public record MetricSeries(ResultRow row, List<Double> rounds) {
    /** Fewer rounds say too little of the noise. */
    public static final int LEAST_ROUNDS = 10;

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

    /** A ratio, or a speed: comparable where both were measured side by side. */
    public boolean isTiming() {
        return row.is(RowKind.RATIO) || isOf(Metrics.SPEED);
    }

    private boolean isOf(Metric metric) {
        return row.is(RowKind.THROUGHPUT) && row.metric().equals(metric);
    }

    /** Logarithms of the rounds. */
    double[] logarithms() {
        return rounds.stream().mapToDouble(Math::log).toArray();
    }
}
