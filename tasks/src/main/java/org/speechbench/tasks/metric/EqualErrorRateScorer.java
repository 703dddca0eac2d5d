package org.speechbench.tasks.metric;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.tasks.Prediction;

/**
 * Scores speaker verification by the equal error rate over trials, in per cent. The reference of a trial is
 * {@link #TARGET} or {@link #OTHER}, its hypothesis is one number, higher for recordings that are more alike, and its
 * speaker is that of the first recording. For the interval, speakers are drawn with all their trials (subset bootstrap:
 * Bolle, Ratha and Pankanti, Error analysis of pattern recognition systems: the subset bootstrap, 2004), since trials
 * that share a speaker are not independent.
 */
public final class EqualErrorRateScorer extends ClusterScorer {
    public static final Metric EER = Metrics.EQUAL_ERROR_RATE;
    public static final String TARGET = "target";
    public static final String OTHER = "nontarget";

    public EqualErrorRateScorer() {
        super(EER, "EER needs trials of one speaker and trials of two in every fold");
    }

    /** The speaker of the first recording. */
    @Override
    public String cluster(Prediction prediction) {
        return prediction.speaker();
    }

    @Override
    ToDoubleFunction<int[]> score(List<Prediction> predictions, ToIntFunction<Prediction> cluster, int clusters) {
        EqualErrorRate trials = new EqualErrorRate(
                predictions.stream().map(p -> trial(p, cluster.applyAsInt(p))).toList());
        return times -> 100 * trials.value(times);
    }

    private static Trial trial(Prediction prediction, int speaker) {
        if (!prediction.reference().equals(List.of(TARGET))
                && !prediction.reference().equals(List.of(OTHER))) {
            throw new IllegalArgumentException("a trial is " + TARGET + " or " + OTHER + "; " + prediction.id()
                    + " has reference " + prediction.reference());
        }
        boolean target = prediction.reference().get(0).equals(TARGET);
        return new Trial(target, number(prediction), speaker);
    }

    /**
     * One trial.
     *
     * @param target whether both recordings are of the same speaker
     * @param score the score, higher for recordings that are more alike
     * @param speaker the number of the speaker that the trial belongs to
     */
    private record Trial(boolean target, double score, int speaker) {}

    /**
     * The equal error rate of verification trials: the error rate at which the share of target trials that are rejected
     * equals the share of other trials that are accepted, on the ROC curve with straight lines between its points. Trials
     * with the same score are accepted or rejected together, so that ties give no advantage.
     */
    private static final class EqualErrorRate {

        private final List<Trial> descending;

        EqualErrorRate(List<Trial> trials) {
            descending = trials.stream()
                    .sorted(Comparator.comparingDouble(Trial::score).reversed())
                    .toList();
        }

        /**
         * The rate as a share of one, with the trials of each speaker counted as often as given; NaN unless there are
         * trials of both kinds.
         */
        double value(int[] times) {
            long targets = count(times, true);
            long others = count(times, false);
            if (targets == 0 || others == 0) {
                return Double.NaN;
            }
            double missedBefore = 1;
            double acceptedBefore = 0;
            long hits = 0;
            long alarms = 0;
            for (int i = 0; i < descending.size(); i++) {
                Trial trial = descending.get(i);
                hits += trial.target() ? times[trial.speaker()] : 0;
                alarms += trial.target() ? 0 : times[trial.speaker()];
                if (i + 1 < descending.size() && descending.get(i + 1).score() == trial.score()) {
                    continue;
                }
                double missed = 1 - (double) hits / targets;
                double accepted = (double) alarms / others;
                if (accepted >= missed) {
                    double before = missedBefore - acceptedBefore;
                    double share = before / (before + accepted - missed);
                    return acceptedBefore + share * (accepted - acceptedBefore);
                }
                missedBefore = missed;
                acceptedBefore = accepted;
            }
            throw new IllegalStateException("the last point accepts everything");
        }

        private long count(int[] times, boolean target) {
            return descending.stream()
                    .filter(t -> t.target() == target)
                    .mapToLong(t -> times[t.speaker()])
                    .sum();
        }
    }
}
