package org.speechbench.upstream.training;

import java.util.List;

/**
 * A number, or a row of numbers, that every step returns. The values of the parts of a batch add up to those of the
 * batch.
 *
 * @param name unique in its step
 * @param size how many numbers it has
 * @param reduction how it is computed from the sums over several steps
 */
public record Statistic(String name, int size, Reduction reduction) {
    /** How the reported value is computed from sums over steps. */
    public sealed interface Reduction {}

    /** The sum itself: counts. */
    public record Sum() implements Reduction {}

    /** The mean over the steps. */
    public record PerStep() implements Reduction {}

    /**
     * The ratio of the sum to the sum of another statistic.
     *
     * @param count name of a statistic with a single number, for example of frames
     */
    public record Per(String count) implements Reduction {}

    /** A statistic that is summed up. */
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

    /** The total size of several statistics. */
    public static int width(List<Statistic> statistics) {
        return statistics.stream().mapToInt(Statistic::size).sum();
    }
}
