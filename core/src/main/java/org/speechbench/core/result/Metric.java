package org.speechbench.core.result;

import java.util.Objects;

/**
 * What a number measures. Two metrics are equal if their ids, units and directions are equal; the label is only for
 * display. The metrics that speechbench itself writes are in {@link Metrics}; the tasks of plug-ins define their own.
 *
 * @param id a stable name in lower case, for example {@code wer}, {@code per}, {@code accuracy}
 * @param label the name for display, for example {@code WER}
 * @param unit the unit, for example {@code %}, {@code audio-s/s}, {@code x}
 * @param aggregation how the rounds of a measurement are combined into one number
 */
public record Metric(String id, String label, String unit, Direction direction, Aggregation aggregation) {
    /** Whether higher or lower values are better. */
    public enum Direction {
        HIGHER_IS_BETTER,
        LOWER_IS_BETTER
    }

    /** How several measurements are combined. */
    public enum Aggregation {
        MEAN,
        /** For values that are divided by each other: the ratio of the means is then the mean of the ratios. */
        GEOMETRIC_MEAN,
        /** For resources that must suffice for the most demanding measurement, such as memory. */
        MAXIMUM
    }

    /** A metric whose measurements are averaged. */
    public Metric(String id, String label, String unit, Direction direction) {
        this(id, label, unit, direction, Aggregation.MEAN);
    }

    public boolean higherIsBetter() {
        return direction == Direction.HIGHER_IS_BETTER;
    }

    public boolean better(double a, double b) {
        return higherIsBetter() ? a > b : a < b;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Metric metric
                && id.equals(metric.id)
                && unit.equals(metric.unit)
                && direction == metric.direction;
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, unit, direction);
    }
}
