package org.speechbench.core.result;

import org.jspecify.annotations.Nullable;

/**
 * What came out.
 *
 * @param value null if it failed
 * @param n utterances or measurements behind the value
 * @param interval its 95 % interval; null where none can be given
 * @param seed of the run or of the head; null for timings, which have none
 * @param baseline of a ratio the label of what the upstream is held against; otherwise empty
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

    /** A single number. */
    public static Measure of(Metric metric, double value, @Nullable Long seed) {
        return new Measure(metric, value, 1, null, seed, "");
    }

    /** Nothing. */
    public static Measure none(Metric metric, @Nullable Long seed) {
        return new Measure(metric, null, 0, null, seed, "");
    }
}
