package org.speechbench.core.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Score.Interval;

/**
 * An estimate with its error.
 *
 * <p>Intervals are the envelope of two: Student's t, and Student's t after Hall's transformation, which removes the
 * skewness of the statistic (Hall, On the removal of skewness by transformation, 1992, the monotone cubic). Student's
 * interval alone misses the true value in up to 11 % of cases instead of 5 % if units differ as an exponential
 * distribution does, Hall's alone in up to 8 % if they have heavy tails; the envelope misses it in at most 7 %
 * (docs/statistics.md). The p-value is the larger of both, so that it never contradicts the interval.
 *
 * <p>Below 5 %, the envelope is too narrow for few units that may be skewed: intervals of 99.9 % over twelve exponential
 * speakers miss in 0.42 % of cases. There p-values are raised to a power between 0 and 1, {@code 0.05 (p / 0.05)^(1 /
 * power)} with a {@code power} of 1 + 8 n / n_eff^2, which is at most {@value #HIGHEST_POWER}. It was found by simulation: with it,
 * exponential and log-normal (sigma 0.5) units of equal size miss in at most 1.5 times as many cases as they should at
 * levels down to 0.05 / 45, and with sizes that are log-normal (sigma 0.7) in about twice as many.
 *
 * <p>Where no unit differs from another, there is no error. Of n units, those that nevertheless differ may be a share of
 * 1 - (alpha / 2)^(1 / n) (the rule of three), whose values may be anywhere in {@code range}. Without a range, the interval is
 * a point.
 *
 * @param value the value; for a difference, positive if the candidate is better
 * @param error its standard error
 * @param skewness the skewness of the units divided by the square root of their number
 * @param degrees the degrees of freedom of Student's t
 * @param units the units between which the error was measured
 * @param range the lowest and the highest value that a single unit can have; null if it is not known
 */
public record Estimate(
        double value, double error, double skewness, double degrees, Units units, @Nullable Interval range) {
    /** Up to this chance of an error on either side, the envelope is wide enough. */
    private static final double WIDE_ENOUGH = 0.025;

    private static final double HIGHEST_POWER = 4;

    /** Smaller errors, relative to the value or 1, are those of rounding. */
    private static final double ROUNDING = 1e-12;

    public Estimate {
        if (!Double.isFinite(value) || !(error >= 0) || !Double.isFinite(skewness)) {
            throw new IllegalArgumentException(
                    "an estimate is finite and has an error; got " + value + ", " + error + ", " + skewness);
        }
        error = error < ROUNDING * Math.max(1, Math.abs(value)) ? 0 : error;
    }

    /** An estimate of units of which no range is known. */
    public Estimate(double value, double error, double skewness, double degrees, Units units) {
        this(value, error, skewness, degrees, units, null);
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
     * @param range the lowest and the highest value that a single unit can have; null if it is not known
     */
    public static Estimate jackknife(double value, double[] without, Units units, @Nullable Interval range) {
        if (without.length < 2 || !Arrays.stream(without).allMatch(Double::isFinite)) {
            return withoutError(value, units);
        }
        Moments moments = Moments.jackknife(without);
        double error = Math.sqrt(moments.variance());
        return new Estimate(value, error, moments.skewness(), units.effective() - 1, units, range);
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
        return new Estimate(value, Math.sqrt(all), share * skewness, Math.min(degrees, limit), units, range);
    }

    /** Whether there are enough units for a statement that is false with a chance of {@code alpha}. */
    public boolean isTestable(double alpha) {
        return units.areEnough(alpha) && degrees >= 1;
    }

    /**
     * The interval that misses the true value in a share of {@code alpha} of cases, half of them on either side.
     *
     * @throws IllegalStateException if there are too few units
     */
    public Interval interval(double alpha) {
        if (error == 0) {
            double others = othersThatMayDiffer(alpha);
            return range == null
                    ? new Interval(value, value)
                    : new Interval(value - others * (value - range.low()), value + others * (range.high() - value));
        }
        double quantile = quantile(alpha / 2);
        double low = Math.min(-quantile, -untransformed(quantile));
        double high = Math.max(quantile, -untransformed(-quantile));
        return new Interval(value + low * error, value + high * error);
    }

    /** The two-sided p-value of no difference. */
    public double p() {
        if (error == 0) {
            return value == 0 ? 1 : Math.min(1, 2 * Math.pow(shareOfEqual(), units.effective()));
        }
        double t = value / error;
        double transformed = transformed(t);
        double above = Math.max(chanceAbove(t), chanceAbove(transformed));
        double below = Math.max(chanceAbove(-t), chanceAbove(-transformed));
        return Math.min(1, 2 * Math.min(above, below));
    }

    /** The smallest share of units without a difference with which the mean of all could be 0. */
    private double shareOfEqual() {
        if (range == null) {
            return 0.5;
        }
        double other = value > 0 ? range.low() : range.high();
        return other / (other - value);
    }

    /**
     * The true difference that would have been found with a given chance.
     *
     * @param alpha as in {@link #interval}
     * @param power for example 0.8
     */
    public double detectable(double alpha, double power) {
        if (error == 0 && range != null) {
            double others = othersThatMayDiffer(alpha);
            return others / (1 - others) * Math.max(-range.low(), range.high());
        }
        return error * (quantile(alpha / 2) + student().inverseCumulativeProbability(power));
    }

    /** The same estimate of the baseline in comparison with the candidate. */
    public Estimate reversed() {
        Interval other = range == null ? null : new Interval(-range.high(), -range.low());
        return new Estimate(-value, error, -skewness, degrees, units, other);
    }

    private double othersThatMayDiffer(double alpha) {
        return 1 - Math.pow(alpha / 2, 1 / units.effective());
    }

    private double quantile(double chance) {
        double own = student().inverseSurvivalProbability(chance);
        if (units.symmetric() || chance >= WIDE_ENOUGH) {
            return own;
        }
        double lowered = WIDE_ENOUGH * Math.pow(chance / WIDE_ENOUGH, power());
        return Math.max(own, ofUnits().inverseSurvivalProbability(lowered));
    }

    private double chanceAbove(double t) {
        double own = student().survivalProbability(t);
        if (units.symmetric() || own >= WIDE_ENOUGH) {
            return own;
        }
        double raised = WIDE_ENOUGH * Math.pow(ofUnits().survivalProbability(t) / WIDE_ENOUGH, 1 / power());
        return Math.max(own, raised);
    }

    private double power() {
        double effective = units.effective();
        return Math.min(HIGHEST_POWER, 1 + 8 * units.nominal() / (effective * effective));
    }

    private TDistribution student() {
        if (!isTestable(1)) {
            throw new IllegalStateException("too few units: " + units + ", degrees of freedom " + degrees);
        }
        return TDistribution.of(degrees);
    }

    /** As many degrees of freedom as the units give, whatever else limits them. */
    private TDistribution ofUnits() {
        return TDistribution.of(units.effective() - 1);
    }

    private double transformed(double t) {
        return t + skewness * (t * t / 3 + 1.0 / 6) + skewness * skewness * t * t * t / 27;
    }

    private double untransformed(double y) {
        return Math.abs(skewness) < 1e-9 ? y : 3 / skewness * (Math.cbrt(1 + skewness * (y - skewness / 6)) - 1);
    }
}
