package org.speechbench.tasks.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Score;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.core.statistics.Statistic;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Scorer;

/**
 * A scorer whose scores have an error, so that two of them can be compared: the score can be computed without the data
 * of one unit.
 */
public interface ComparableScorer extends Scorer {
    /** The share of cases in which an interval may miss the true value. */
    double ALPHA = 0.05;

    /** What a unit is, in the plural: {@code speakers} or {@code queries}. */
    String unitName();

    /** The unit, or the two units, to which a prediction belongs; an empty name if it is not known. */
    List<String> units(Prediction prediction);

    /**
     * The score of a cross-validation, which is the mean over folds.
     *
     * @param folds the test predictions, one list per fold
     * @throws IllegalArgumentException if there are no folds, or the score of one is not defined
     */
    Statistic statistic(List<List<Prediction>> folds);

    @Override
    default Score scoreFolds(List<List<Prediction>> folds) {
        Statistic statistic = statistic(folds);
        int n = folds.stream().mapToInt(List::size).sum();
        return new Score(metric(), statistic.value(), n, interval(statistic));
    }

    /** The 95 % interval; null if there are too few units, or none changes a score of trials. */
    private Score.@Nullable Interval interval(Statistic statistic) {
        if (statistic.units().containsKey("")) {
            return null;
        }
        Estimate estimate = statistic.estimate(unitName());
        if (!estimate.isTestable(ALPHA)) {
            return null;
        }
        boolean capped = metric().direction() == Metric.Direction.HIGHER_IS_BETTER;
        Score.Interval interval = estimate.interval(ALPHA);
        double high = capped ? Math.min(100, interval.high()) : interval.high();
        return new Score.Interval(Math.max(0, interval.low()), high);
    }
}
