package org.speechbench.upstream.training;

import java.util.List;

/**
 * A number that every step leaves, or a row of numbers. The values of the parts of a batch add up to those of the batch.
 *
 * @param name unique in its step
 * @param size numbers that it has
 * @param reduction what becomes of their sums over several steps
 */
public record Statistic(String name, int size, Reduction reduction) {
    /** From sums over steps to what is reported. */
    public sealed interface Reduction {}

    /** The sum itself: counts. */
    public record Sum() implements Reduction {}

    /** The mean over the steps. */
    public record PerStep() implements Reduction {}

    /**
     * The sum over that of another statistic.
     *
     * @param count name of one with a single number, frames for example
     */
    public record Per(String count) implements Reduction {}

    /** One that is summed up. */
    public static Statistic sum(String name, int size) {
        return new Statistic(name, size, new Sum());
    }

    /** A number whose mean over the steps is reported. */
    public static Statistic perStep(String name) {
        return new Statistic(name, 1, new PerStep());
    }

    /** A number that is reported as a ratio of sums. */
    public static Statistic per(String count, String name) {
        return new Statistic(name, 1, new Per(count));
    }

    /** Numbers that some statistics have together. */
    public static int width(List<Statistic> statistics) {
        return statistics.stream().mapToInt(Statistic::size).sum();
    }
}
