package org.speechbench.reports.compare;

import java.util.List;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.SpeedMetric;

/**
 * A row of results and what it rests on.
 *
 * @param rounds of a timing, one value a round; empty for a score
 */
public record Figure(ResultRow row, List<Double> rounds) {
    /** Fewer rounds say too little of the noise. */
    public static final int LEAST_ROUNDS = 10;

    private static final String SCORE = "score";

    public Figure {
        rounds = List.copyOf(rounds);
    }

    public boolean isScore() {
        return row.kind().equals(SCORE);
    }

    /** A ratio of two rows of one run, or the share of the ceiling of that run: comparable between runs. */
    public boolean isRatio() {
        return row.kind().equals(RowIdentity.RATIO) || isOf(SpeedMetric.SHARE);
    }

    /** A ratio, or a speed: comparable where both were measured side by side. */
    public boolean isTiming() {
        return row.kind().equals(RowIdentity.RATIO) || isOf(SpeedMetric.SPEED);
    }

    private boolean isOf(SpeedMetric metric) {
        return row.kind().equals(RowIdentity.THROUGHPUT)
                && row.metric().id().equals(metric.metric().id());
    }

    /** Logarithms of the rounds. */
    double[] logarithms() {
        return rounds.stream().mapToDouble(Math::log).toArray();
    }
}
