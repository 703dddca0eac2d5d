package org.speechbench.core.result;

import org.jspecify.annotations.Nullable;

/**
 * The result of a measurement.
 *
 * @param value the value; null if the measurement failed
 * @param n the number of utterances or measurements that the value is based on
 * @param interval its 95 % interval; null where none can be given
 * @param seed the seed of the run or of the head; null for timings, which have none
 * @param baseline for a ratio, the label of what the upstream is compared with; otherwise empty
 */
public record Measure(
        Metric metric,
        @Nullable Double value,
        int n,
        Score.@Nullable Interval interval,
        @Nullable Long seed,
        String baseline) {
    /** A score. */
    public static Measure of(Score score, @Nullable Long seed) {
        return new Measure(score.metric(), score.value(), score.n(), score.interval(), seed, "");
    }

    /** A single number without an interval. */
    public static Measure of(Metric metric, double value, @Nullable Long seed) {
        return new Measure(metric, value, 1, null, seed, "");
    }

    /** The result of a measurement that has no value. */
    public static Measure none(Metric metric, @Nullable Long seed) {
        return new Measure(metric, null, 0, null, seed, "");
    }
}
