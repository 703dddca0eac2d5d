package org.speechbench.core.statistics;

import java.util.Arrays;
import java.util.Map;

/**
 * A score of a test set that can also be computed without the data of one unit, such as a speaker. Units are what
 * differs independently: utterances of one speaker resemble one another.
 */
public interface Statistic {
    /** The score of the whole test set. */
    double value();

    /**
     * The score without the data of one unit.
     *
     * @return NaN if it is not defined
     */
    double without(String unit);

    /** The units and the size of each, for example its number of tokens. */
    Map<String, Double> units();

    /** The score with its error over units. */
    default Estimate estimate(String unitName) {
        Map<String, Double> sizes = units();
        String[] names = names(sizes);
        double[] without = Arrays.stream(names).mapToDouble(this::without).toArray();
        return Estimate.jackknife(value(), without, Units.of(unitName, sizes));
    }

    /** The units in a fixed order, so that equal data give equal digits. */
    static String[] names(Map<String, Double> units) {
        return units.keySet().stream().sorted().toArray(String[]::new);
    }
}
