package org.speechbench.core.statistics;

import java.util.Map;

/**
 * The independent units on which an estimate is based.
 *
 * @param name what a unit is, in the plural: {@code speakers}, {@code rounds}, {@code sessions}
 * @param nominal the number of units
 * @param effective the number of units of equal size that would give as much: the squared sum of sizes over the sum of
 *     their squares (Carter, Schnepel and Steigerwald, Asymptotic behavior of a t-test robust to cluster heterogeneity,
 *     2017, with equal correlation)
 * @param symmetric whether differences between units are as likely to be above their mean as below it, as those of rounds
 *     are, in which both sides are measured alike; those of speakers may be skewed
 */
public record Units(String name, int nominal, double effective, boolean symmetric) {
    /** With fewer effective units, no statement is made. */
    public static final int FEWEST = 6;

    private static final double ROUNDING = 1e-9;

    /** Measurements that were repeated, such as rounds: of equal size, and symmetric. */
    public static Units equal(String name, int number) {
        return new Units(name, number, number, true);
    }

    /**
     * Units such as speakers, which may be skewed.
     *
     * @param sizes what each unit contributes, for example its number of words
     */
    public static Units of(String name, Map<String, Double> sizes) {
        double sum = 0;
        double squares = 0;
        for (String unit : Statistic.names(sizes)) {
            double size = sizes.getOrDefault(unit, 0.0);
            sum += size;
            squares += size * size;
        }
        return new Units(name, sizes.size(), squares == 0 ? 0 : sum * sum / squares, false);
    }

    /** Their number and name, for example {@code 12 speakers}. */
    public String words() {
        return nominal + " " + name;
    }

    /** Whether all have the same size. */
    public boolean areEqual() {
        return effective >= nominal - ROUNDING;
    }

    /**
     * The fewest effective units for a statement that is false with a chance of {@code alpha}. Where both sides are
     * alike, n differences have the same sign with a chance of 2^(1-n). Where that is more than {@code alpha}, skewed
     * differences prove nothing, however large they are.
     */
    public int fewest(double alpha) {
        double equalSigns = 1 - Math.log(alpha) / Math.log(2);
        return symmetric ? FEWEST : Math.max(FEWEST, (int) Math.ceil(equalSigns - ROUNDING));
    }

    /** Whether they are enough for a statement that is false with a chance of {@code alpha}. */
    public boolean areEnough(double alpha) {
        return effective >= fewest(alpha) - ROUNDING;
    }
}
