package org.speechbench.core.result;

import org.jspecify.annotations.Nullable;

/**
 * A measured value.
 *
 * @param n the number of utterances (scores) or measurements (speeds) that it is based on
 * @param interval its 95 % interval, or null where none can be given
 */
public record Score(Metric metric, double value, int n, @Nullable Interval interval) {
    /** Both ends of a 95 % interval, where low is at most high. */
    public record Interval(double low, double high) {}

    public Score {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a score is a finite number; got " + value + " for " + metric.id());
        }
    }
}
