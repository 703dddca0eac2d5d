package org.speechbench.tasks.metric;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.result.Metric;
import org.speechbench.core.statistics.Mean;
import org.speechbench.core.statistics.Statistic;
import org.speechbench.tasks.Prediction;

/**
 * A scorer of trials, whose score is not a sum over predictions. The hypothesis of a trial is one number, higher if the
 * answer is more likely to be positive.
 */
abstract class TrialScorer implements ComparableScorer {
    private final Metric metric;
    private final String needed;

    /** @param needed what a fold must contain for its score to be defined, for the message */
    TrialScorer(Metric metric, String needed) {
        this.metric = metric;
        this.needed = needed;
    }

    /**
     * One trial.
     *
     * @param positive whether a positive answer is right
     * @param units the unit or units to which it belongs
     */
    record Trial(boolean positive, double score, List<String> units) {}

    /**
     * The score in per cent.
     *
     * @param descending the trials by descending score
     * @return NaN if it is not defined
     */
    abstract double percent(List<Trial> descending);

    /** The reference of a positive and of a negative trial. */
    abstract List<String> references();

    @Override
    public final Metric metric() {
        return metric;
    }

    @Override
    public final Statistic statistic(List<List<Prediction>> folds) {
        Mean mean = new Mean(folds.stream().map(this::fold).toList());
        if (Double.isNaN(mean.value())) {
            throw new IllegalArgumentException(needed);
        }
        return mean;
    }

    /** Sorted by id, so that nothing depends on the order of the predictions. */
    private TrialScore fold(List<Prediction> predictions) {
        return new TrialScore(predictions.stream()
                .sorted(Comparator.comparing(Prediction::id))
                .map(this::trial)
                .sorted(Comparator.comparingDouble(Trial::score).reversed())
                .toList());
    }

    private Trial trial(Prediction prediction) {
        int kind = prediction.reference().size() == 1
                ? references().indexOf(prediction.reference().get(0))
                : -1;
        if (kind < 0) {
            throw new IllegalArgumentException("a reference is " + String.join(" or ", references()) + "; "
                    + prediction.id() + " has " + prediction.reference());
        }
        return new Trial(kind == 0, number(prediction), units(prediction));
    }

    private static double number(Prediction prediction) {
        if (prediction.hypothesis().size() == 1) {
            try {
                double value = Double.parseDouble(prediction.hypothesis().get(0));
                if (!Double.isNaN(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Rejected below, like everything else that is not a number.
            }
        }
        throw new IllegalArgumentException(
                "the hypothesis is one number; " + prediction.id() + " has " + prediction.hypothesis());
    }

    /** The score of one fold, in which a unit takes all of its trials with it. */
    private final class TrialScore implements Statistic {
        private final List<Trial> descending;
        private final double value;
        private final Map<String, Double> units = new HashMap<>();
        private final Map<String, Double> without = new HashMap<>();

        TrialScore(List<Trial> descending) {
            this.descending = descending;
            this.value = percent(descending);
            descending.forEach(trial -> trial.units().forEach(unit -> units.merge(unit, 1.0, Double::sum)));
        }

        @Override
        public double value() {
            return value;
        }

        @Override
        public double without(String unit) {
            return without.computeIfAbsent(
                    unit,
                    name -> percent(descending.stream()
                            .filter(trial -> !trial.units().contains(name))
                            .toList()));
        }

        @Override
        public Map<String, Double> units() {
            return Collections.unmodifiableMap(units);
        }
    }
}
