package org.speechbench.bench.compare;

import java.util.List;
import org.speechbench.core.result.ResultRow;

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
        return row.kind().equals("ratio") || isOf("ceiling_share");
    }

    /** A ratio, or a speed: comparable where both were measured side by side. */
    public boolean isTiming() {
        return row.kind().equals("ratio") || isOf("audio_seconds_per_second");
    }

    private boolean isOf(String metric) {
        return row.kind().equals("throughput") && row.metric().id().equals(metric);
    }

    /** Logarithms of the rounds. */
    double[] logarithms() {
        return rounds.stream().mapToDouble(Math::log).toArray();
    }
}
