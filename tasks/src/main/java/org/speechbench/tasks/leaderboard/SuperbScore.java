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
     * The leaderboard's score, superb_s: 1000 times the mean over ten tasks of the position between log-mel features
     * (0) and the best of 2021 (1); slot filling is the mean of its two metrics. A score above 1000 is better than
     * those best results.
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

    /**
     * "Overall" as in the tables of WavLM and ARMHuBERT: the plain mean of eleven numbers, with error rates subtracted
     * from 100.
     */
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
