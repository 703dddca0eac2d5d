package org.speechbench.core.statistics;

import java.util.Arrays;

/**
 * The variance of an estimate, and the skewness of its units divided by the square root of their number.
 *
 * @param variance of the estimate
 * @param skewness 0 if units do not differ
 */
public record Moments(double variance, double skewness) {
    /**
     * The standard deviation of independent values, of which it is an estimate for all such values.
     *
     * @param values two or more
     */
    public static double deviation(double[] values) {
        return Math.sqrt(ofMean(values).variance() * values.length);
    }

    /** Of a mean of independent values. */
    static Moments ofMean(double[] values) {
        int n = values.length;
        return of(values, 1.0 / n / (n - 1));
    }

    /**
     * Of an estimate by its delete-one jackknife.
     *
     * @param without the estimate without each of the units
     */
    static Moments jackknife(double[] without) {
        int n = without.length;
        Moments moments = of(without, (n - 1.0) / n);
        // Leaving out a unit that raises the estimate lowers it.
        return new Moments(moments.variance, -moments.skewness);
    }

    private static Moments of(double[] values, double factor) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> Math.pow(v - mean, 2)).sum();
        double cubes = Arrays.stream(values).map(v -> Math.pow(v - mean, 3)).sum();
        // The square root of n cancels: (cubes / n) / (squares / n)^1.5 / sqrt(n).
        double skewness = squares == 0 ? 0 : cubes / Math.pow(squares, 1.5);
        return new Moments(squares * factor, skewness);
    }
}
