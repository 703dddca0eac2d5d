package org.speechbench.core.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.speechbench.core.result.Score;

/**
 * An estimate with its error.
 *
 * <p>Intervals are the envelope of two: Student's t, and Student's t after Hall's transformation, which removes the
 * skewness of the statistic (Hall, On the removal of skewness by transformation, 1992, the monotone cubic). Student's
 * interval alone misses the true value in up to 11 % of cases instead of 5 % if units differ as an exponential
 * distribution does, Hall's alone in up to 8 % if they have heavy tails; the envelope misses it in at most 7 %
 * (docs/statistics.md). The p-value is the larger of both, so that it never contradicts the interval.
 *
 * @param value the value; for a difference, positive if the candidate is better
 * @param error its standard error
 * @param skewness the skewness of the units divided by the square root of their number
 * @param degrees the degrees of freedom of Student's t
 * @param units the units between which the error was measured
 */
public record Estimate(double value, double error, double skewness, double degrees, Units units) {
    /** Smaller errors, relative to the value or 1, are those of rounding. */
    private static final double ROUNDING = 1e-12;

    public Estimate {
        if (!Double.isFinite(value) || !(error >= 0) || !Double.isFinite(skewness)) {
            throw new IllegalArgumentException(
                    "an estimate is finite and has an error; got " + value + ", " + error + ", " + skewness);
        }
        error = error < ROUNDING * Math.max(1, Math.abs(value)) ? 0 : error;
    }

    /** An estimate of which no error is known. */
    public static Estimate withoutError(double value, Units units) {
        return new Estimate(value, 0, 0, 0, units);
    }

    /** The mean of independent values. */
    public static Estimate mean(double[] values, String unitName) {
        double mean = Arrays.stream(values).average().orElseThrow();
        Units units = Units.equal(unitName, values.length);
        if (values.length < 2) {
            return withoutError(mean, units);
        }
        Moments moments = Moments.ofMean(values);
        return new Estimate(mean, Math.sqrt(moments.variance()), moments.skewness(), values.length - 1, units);
    }

    /**
     * An estimate with the error of its delete-one jackknife.
     *
     * @param without the estimate without each of the units; without any error if one of them is not finite
     */
    public static Estimate jackknife(double value, double[] without, Units units) {
        if (without.length < 2 || !Arrays.stream(without).allMatch(Double::isFinite)) {
            return withoutError(value, units);
        }
        Moments moments = Moments.jackknife(without);
        return new Estimate(value, Math.sqrt(moments.variance()), moments.skewness(), units.effective() - 1, units);
    }

    /**
     * The same estimate with a further, symmetric part of its error.
     *
     * @param variance the variance of that part
     * @param limit the degrees of freedom of that part
     */
    public Estimate plus(double variance, double limit) {
        double own = error * error;
        double all = own + variance;
        double share = all == 0 ? 0 : Math.pow(own / all, 1.5);
        return new Estimate(value, Math.sqrt(all), share * skewness, Math.min(degrees, limit), units);
    }

    /** Whether there are enough units for a statement. */
    public boolean isTestable() {
        return units.areEnough() && degrees >= 1;
    }

    /**
     * The interval that misses the true value in a share of {@code alpha} of cases, half of them on either side.
     *
     * @throws IllegalStateException if there are too few units
     */
    public Score.Interval interval(double alpha) {
        double quantile = student().inverseSurvivalProbability(alpha / 2);
        double low = Math.min(-quantile, -untransformed(quantile));
        double high = Math.max(quantile, -untransformed(-quantile));
        return new Score.Interval(value + low * error, value + high * error);
    }

    /** The two-sided p-value of no difference; where units do not differ at all, that of as many equal signs by chance. */
    public double p() {
        if (error == 0) {
            return value == 0 ? 1 : Math.pow(2, 1 - units.effective());
        }
        TDistribution student = student();
        double t = value / error;
        double transformed = transformed(t);
        double above = Math.max(student.survivalProbability(t), student.survivalProbability(transformed));
        double below = Math.max(student.cumulativeProbability(t), student.cumulativeProbability(transformed));
        return Math.min(1, 2 * Math.min(above, below));
    }

    /**
     * The true difference that would have been found with a given chance.
     *
     * @param alpha as in {@link #interval}
     * @param power for example 0.8
     */
    public double detectable(double alpha, double power) {
        TDistribution student = student();
        return error * (student.inverseSurvivalProbability(alpha / 2) + student.inverseCumulativeProbability(power));
    }

    /** The same estimate of the baseline in comparison with the candidate. */
    public Estimate reversed() {
        return new Estimate(-value, error, -skewness, degrees, units);
    }

    private TDistribution student() {
        if (!isTestable()) {
            throw new IllegalStateException("too few units: " + units + ", degrees of freedom " + degrees);
        }
        return TDistribution.of(degrees);
    }

    private double transformed(double t) {
        return t + skewness * (t * t / 3 + 1.0 / 6) + skewness * skewness * t * t * t / 27;
    }

    private double untransformed(double y) {
        return Math.abs(skewness) < 1e-9 ? y : 3 / skewness * (Math.cbrt(1 + skewness * (y - skewness / 6)) - 1);
    }
}
