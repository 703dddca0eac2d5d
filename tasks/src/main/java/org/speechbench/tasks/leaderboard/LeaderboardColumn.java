package org.speechbench.tasks.leaderboard;

import org.speechbench.core.result.Metric.Direction;

/**
 * A column of the SUPERB leaderboard, constrained track, with the two figures that its score is counted from: the row of
 * log-mel features and the best of Interspeech 2021. Both are frozen, so that scores do not shift as the board grows.
 */
public enum LeaderboardColumn {
    PR("pr", "per", Direction.LOWER_IS_BETTER, 82.01, 3.53),
    ASR("asr", "wer", Direction.LOWER_IS_BETTER, 23.18, 3.62),
    KS("ks", "accuracy", Direction.HIGHER_IS_BETTER, 41.38, 96.66),
    QBE("qbe", "mtwv", Direction.HIGHER_IS_BETTER, 0.58, 7.36),
    SID("sid", "accuracy", Direction.HIGHER_IS_BETTER, 20.06, 90.33),
    ASV("asv", "eer", Direction.LOWER_IS_BETTER, 9.56, 5.11),
    SD("sd", "der", Direction.LOWER_IS_BETTER, 10.05, 5.62),
    IC("ic", "accuracy", Direction.HIGHER_IS_BETTER, 9.65, 98.76),
    SF_F1("sf", "slot_type_f1", Direction.HIGHER_IS_BETTER, 69.64, 89.81),
    SF_CER("sf", "slot_value_cer", Direction.LOWER_IS_BETTER, 52.94, 21.76),
    ER("er", "accuracy", Direction.HIGHER_IS_BETTER, 48.24, 67.62);

    private final String task;
    private final String metric;
    private final Direction direction;
    private final double features;
    private final double best;

    LeaderboardColumn(String task, String metric, Direction direction, double features, double best) {
        this.task = task;
        this.metric = metric;
        this.direction = direction;
        this.features = features;
        this.best = best;
    }

    /** Name of the task. */
    public String task() {
        return task;
    }

    /** Id of its metric; per cent, MTWV times 100. */
    public String metric() {
        return metric;
    }

    public Direction direction() {
        return direction;
    }

    /**
     * Why a value that is measured here is no value of the published column; empty where it is one.
     *
     * <p>SUPERB searches QUESST 2014 for its English queries, and its scorer then averages over the queries of all languages that
     * some document has, with a default score of -10 for what was not searched: those queries are missed, and false alarms are
     * counted among the documents of all languages. Here the mean is over the English queries alone, among the English
     * documents, and is several times as high.
     */
    public String measuredOtherwise() {
        return this == QBE
                ? "the leaderboard's MTWV counts the queries of QUESST 2014's other languages as missed, which are not"
                        + " searched here, so it is several times lower for the same search"
                : "";
    }

    /** Where a value lies between log-mel features, 0, and the best of 2021, 1. */
    double progress(double value) {
        return (value - features) / (best - features);
    }

    /** The value where more is better: 100 less an error rate. */
    double goodness(double value) {
        return direction == Direction.LOWER_IS_BETTER ? 100 - value : value;
    }
}
