package org.speechbench.tasks.leaderboard;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * One number for all tasks of SUPERB, by two definitions in use. Neither is given unless every column has a value: a mean
 * over other tasks would be another measure.
 */
public final class SuperbScore {
    private static final double TASKS = 10;

    private SuperbScore() {}

    /**
     * The leaderboard's score, superb_s: 1000 times the mean over ten tasks of the way from log-mel features to the best of
     * 2021; slot filling is the mean of its two metrics. Above 1000 is better than those were.
     */
    public static OptionalDouble superbS(Map<LeaderboardColumn, Double> values) {
        if (!complete(values)) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (Map.Entry<LeaderboardColumn, Double> value : values.entrySet()) {
            sum += value.getKey().progress(value.getValue()) * weight(value.getKey());
        }
        return OptionalDouble.of(1000 * sum / TASKS);
    }

    /** "Overall" as WavLM's and ARMHuBERT's tables have it: the plain mean of eleven numbers, 100 less error rates. */
    public static OptionalDouble overall(Map<LeaderboardColumn, Double> values) {
        return complete(values)
                ? values.entrySet().stream()
                        .mapToDouble(v -> v.getKey().goodness(v.getValue()))
                        .average()
                : OptionalDouble.empty();
    }

    private static boolean complete(Map<LeaderboardColumn, Double> values) {
        return values.size() == LeaderboardColumn.values().length;
    }

    private static double weight(LeaderboardColumn column) {
        return column == LeaderboardColumn.SF_F1 || column == LeaderboardColumn.SF_CER ? 0.5 : 1;
    }
}
