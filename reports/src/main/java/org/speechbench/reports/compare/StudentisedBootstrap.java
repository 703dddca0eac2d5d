package org.speechbench.reports.compare;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.speechbench.core.result.Score;

/**
 * Intervals of a mean, or of a difference of two means, by the studentised bootstrap (Efron and Tibshirani, An introduction
 * to the bootstrap, 1993, chapter 12): with ten rounds the percentiles of plain draws would be too narrow.
 */
final class StudentisedBootstrap {
    private static final int LEAST_DRAWS = 10_000;
    private static final double DRAWS_BEYOND = 50;

    private final SplittableRandom random;

    /** Equal seeds give equal intervals. */
    StudentisedBootstrap(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The mean and its squared standard error. */
    private record Moments(double mean, double error) {
        static Moments of(double[] values) {
            double mean = Arrays.stream(values).average().orElseThrow();
            double squares =
                    Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
            return new Moments(mean, squares / (values.length - 1) / values.length);
        }
    }

    /**
     * The mean of values, measured in pairs beforehand.
     *
     * @param values at least two values
     * @param alpha the share of intervals that may miss the true value
     */
    Score.Interval mean(double[] values, double alpha) {
        return interval(List.of(values), alpha);
    }

    /** The mean of one sample minus the mean of another. */
    Score.Interval difference(double[] sample, double[] other, double alpha) {
        return interval(List.of(sample, Arrays.stream(other).map(v -> -v).toArray()), alpha);
    }

    private Score.Interval interval(List<double[]> samples, double alpha) {
        double mean = 0;
        double error = 0;
        for (double[] sample : samples) {
            Moments moments = Moments.of(sample);
            mean += moments.mean();
            error += moments.error();
        }
        if (error == 0) {
            return new Score.Interval(mean, mean);
        }
        double[] t = new double[(int) Math.max(LEAST_DRAWS, Math.ceil(2 * DRAWS_BEYOND / alpha))];
        for (int d = 0; d < t.length; d++) {
            t[d] = studentised(samples, mean);
        }
        Arrays.sort(t);
        int beyond = (int) Math.floor(alpha / 2 * t.length);
        double deviation = Math.sqrt(error);
        return new Score.Interval(mean - t[t.length - 1 - beyond] * deviation, mean - t[beyond] * deviation);
    }

    private double studentised(List<double[]> samples, double mean) {
        double drawnMean = 0;
        double drawnError = 0;
        for (double[] sample : samples) {
            double[] drawn = new double[sample.length];
            Arrays.setAll(drawn, i -> sample[random.nextInt(sample.length)]);
            Moments moments = Moments.of(drawn);
            drawnMean += moments.mean();
            drawnError += moments.error();
        }
        double shift = drawnMean - mean;
        // A draw of equal values has no deviation; it counts as being as far out as possible.
        return shift == 0 ? 0 : drawnError == 0 ? shift / Double.MIN_NORMAL : shift / Math.sqrt(drawnError);
    }
}
