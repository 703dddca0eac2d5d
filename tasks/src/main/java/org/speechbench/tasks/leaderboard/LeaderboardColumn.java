package org.speechbench.tasks.leaderboard;

import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;

/**
 * A column of the SUPERB leaderboard, constrained track, with the two figures from which its score is computed: the row
 * of log-mel features and the best of Interspeech 2021. Both are frozen, so that scores do not change as the
 * leaderboard grows.
 */
@SuppressWarnings("ImmutableEnumChecker") // a metric is a record of values
public enum LeaderboardColumn {
    PR("pr", Metrics.PHONE_ERRORS, 82.01, 3.53),
    ASR("asr", Metrics.WORD_ERRORS, 23.18, 3.62),
    KS("ks", Metrics.ACCURACY, 41.38, 96.66),
    QBE("qbe", Metrics.TERM_WEIGHTED_VALUE, 0.58, 7.36),
    SID("sid", Metrics.ACCURACY, 20.06, 90.33),
    ASV("asv", Metrics.EQUAL_ERROR_RATE, 9.56, 5.11),
    SD("sd", Metrics.DIARIZATION_ERRORS, 10.05, 5.62),
    IC("ic", Metrics.ACCURACY, 9.65, 98.76),
    SF_F1("sf", Metrics.SLOT_TYPES, 69.64, 89.81),
    SF_CER("sf", Metrics.SLOT_VALUES, 52.94, 21.76),
    ER("er", Metrics.ACCURACY, 48.24, 67.62);

    private final String task;
    private final Metric metric;
    private final double features;
    private final double best;

    LeaderboardColumn(String task, Metric metric, double features, double best) {
        this.task = task;
        this.metric = metric;
        this.features = features;
        this.best = best;
    }

    /** The name of the task. */
    public String task() {
        return task;
    }

    /** The metric; values are in per cent, MTWV times 100. */
    public Metric metric() {
        return metric;
    }

    /**
     * The reason why a value that is measured here does not belong to the published column; empty if it does.
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

    /** The position of a value between log-mel features (0) and the best upstream of 2021 (1). */
    double progress(double value) {
        return (value - features) / (best - features);
    }

    /** The value where more is better: 100 less an error rate. */
    double goodness(double value) {
        return metric.higherIsBetter() ? value : 100 - value;
    }
}
