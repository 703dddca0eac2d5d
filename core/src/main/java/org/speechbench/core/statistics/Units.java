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
 */
public record Units(String name, int nominal, double effective) {
    /** With fewer effective units, no statement is made. */
    public static final double FEWEST = 6;

    private static final double ROUNDING = 1e-9;

    /** Units of equal size. */
    public static Units equal(String name, int number) {
        return new Units(name, number, number);
    }

    /** @param sizes what each unit contributes, for example its number of words */
    public static Units of(String name, Map<String, Double> sizes) {
        double sum = 0;
        double squares = 0;
        for (String unit : Statistic.names(sizes)) {
            double size = sizes.getOrDefault(unit, 0.0);
            sum += size;
            squares += size * size;
        }
        return new Units(name, sizes.size(), squares == 0 ? 0 : sum * sum / squares);
    }

    /** Their number and name, for example {@code 12 speakers}. */
    public String words() {
        return nominal + " " + name;
    }

    /** Whether all have the same size. */
    public boolean areEqual() {
        return effective >= nominal - ROUNDING;
    }

    /** Whether they are enough for a statement. */
    public boolean areEnough() {
        return effective >= FEWEST - ROUNDING;
    }
}
