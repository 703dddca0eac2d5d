package org.speechbench.reports.judge;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What a comparison by Student's t would find, before it is made.
 *
 * @param units the number of units, for example rounds
 * @param deviation the standard deviation between units
 * @param alpha the share of cases in which an interval may miss the true value, see {@link Judge#alpha}
 * @param margin the difference that does not matter
 */
public record Power(int units, double deviation, double alpha, double margin) {
    private static final int STEPS = 400;
    /** Standard deviations of a sample hardly ever exceed the true one by more. */
    private static final double WIDEST = 2.5;

    private static final int HALVINGS = 40;

    /** Half the width of an interval, with the deviation that is expected. */
    public double halfWidth() {
        return quantile() * deviation / Math.sqrt(units);
    }

    /** The chance of the verdict {@link Verdict#WORSE} if the true difference is {@code -loss}. */
    public double worse(double loss) {
        return expected((half, error) -> normal((-margin - half + loss) / error));
    }

    /** The chance that the interval crosses the margin on the worse side: a loss beyond it is neither shown nor refuted. */
    public double undecided(double loss) {
        return expected(
                (half, error) -> normal((-margin + half + loss) / error) - normal((-margin - half + loss) / error));
    }

    /** The loss that is found with a chance of {@link Judge#POWER}. */
    public double detectable() {
        double low = margin;
        double high = margin + 2 * WIDEST * halfWidth() + deviation;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (worse(middle) < Judge.POWER) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private interface Chance {
        double of(double half, double error);
    }

    /** The mean over the standard deviations that a sample may have, which are distributed as a chi variable. */
    private double expected(Chance chance) {
        int degrees = units - 1;
        double error = deviation / Math.sqrt(units);
        double half = halfWidth();
        double sum = 0;
        double weights = 0;
        for (int i = 1; i < STEPS; i++) {
            double ratio = WIDEST * i / STEPS;
            double weight = Math.exp((degrees - 1) * Math.log(ratio) - degrees * ratio * ratio / 2);
            sum += weight * chance.of(ratio * half, error);
            weights += weight;
        }
        return sum / weights;
    }

    private double quantile() {
        return TDistribution.of(units - 1).inverseSurvivalProbability(alpha / 2);
    }

    private static double normal(double z) {
        return NormalDistribution.of(0, 1).cumulativeProbability(z);
    }
}
