package org.speechbench.core.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.result.Score;

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

    /**
     * The lowest and the highest value that the score of a single unit can have, if the score is a mean over units, to
     * which each contributes by its size; otherwise empty.
     */
    default Optional<Score.Interval> range() {
        return Optional.empty();
    }

    /**
     * The score with its error over units; without any if no unit changes a score that is not a mean over them, since
     * nothing then tells how much other units would.
     */
    default Estimate estimate(String unitName) {
        Map<String, Double> sizes = units();
        double[] without =
                Arrays.stream(names(sizes)).mapToDouble(this::without).toArray();
        Score.Interval range = range().orElse(null);
        Estimate estimate = Estimate.jackknife(value(), without, Units.of(unitName, sizes), range);
        return estimate.error() > 0 || range != null ? estimate : Estimate.withoutError(value(), estimate.units());
    }

    /** The units in a fixed order, so that equal data give equal digits. */
    static String[] names(Map<String, Double> units) {
        return units.keySet().stream().sorted().toArray(String[]::new);
    }
}
