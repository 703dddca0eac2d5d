package org.speechbench.core.result;

import java.util.Objects;

/**
 * What a number measures. Two are equal if their ids, units and directions are: the label is only what people read. Those
 * that speechbench itself writes are in {@link Metrics}; tasks of plug-ins bring their own.
 *
 * @param id stable, lower case, for example {@code wer}, {@code per}, {@code accuracy}
 * @param label for people, for example {@code WER}
 * @param unit for example {@code %}, {@code audio-s/s}, {@code x}
 * @param aggregation how the rounds of a measurement become one number
 */
public record Metric(String id, String label, String unit, Direction direction, Aggregation aggregation) {
    /** Which way is better. */
    public enum Direction {
        HIGHER_IS_BETTER,
        LOWER_IS_BETTER
    }

    /** What several measurements come to. */
    public enum Aggregation {
        MEAN,
        /** Of what is divided: a ratio of means is then the mean of the ratios. */
        GEOMETRIC_MEAN,
        /** Of what must be there for the worst of them, as memory. */
        MAXIMUM
    }

    /** One whose measurements have a mean. */
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
