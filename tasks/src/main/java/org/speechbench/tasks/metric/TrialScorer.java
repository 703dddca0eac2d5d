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
     * The score in per cent.
     *
     * @param without the number of the unit whose trials are left out; {@link Trials#NONE} for none
     * @return NaN if it is not defined
     */
    abstract double percent(Trials trials, int without);

    /** The trials that count, which are all unless a metric leaves some out. */
    List<Trials.Trial> counted(List<Trials.Trial> trials) {
        return trials;
    }

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
        return new TrialScore(new Trials(counted(predictions.stream()
                .sorted(Comparator.comparing(Prediction::id))
                .map(this::trial)
                .sorted(Comparator.comparingDouble(Trials.Trial::score).reversed())
                .toList())));
    }

    private Trials.Trial trial(Prediction prediction) {
        int kind = prediction.reference().size() == 1
                ? references().indexOf(prediction.reference().get(0))
                : -1;
        if (kind < 0) {
            throw new IllegalArgumentException("a reference is " + String.join(" or ", references()) + "; "
                    + prediction.id() + " has " + prediction.reference());
        }
        return new Trials.Trial(kind == 0, number(prediction), units(prediction));
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
        private final Trials trials;
        private final double value;
        private final Map<String, Double> units;
        private final Map<String, Double> without = new HashMap<>();

        TrialScore(Trials trials) {
            this.trials = trials;
            this.value = percent(trials, Trials.NONE);
            this.units = Collections.unmodifiableMap(trials.sizes());
        }

        @Override
        public double value() {
            return value;
        }

        @Override
        public double without(String unit) {
            return without.computeIfAbsent(unit, name -> percent(trials, trials.indexOf(name)));
        }

        @Override
        public Map<String, Double> units() {
            return units;
        }
    }
}
