package org.speechbench.tasks.metric;

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

    private static EqualErrorRate.Trial trial(Prediction prediction, int speaker) {
        if (!prediction.reference().equals(List.of(TARGET))
                && !prediction.reference().equals(List.of(OTHER))) {
            throw new IllegalArgumentException("a trial is " + TARGET + " or " + OTHER + "; " + prediction.id()
                    + " has reference " + prediction.reference());
        }
        boolean target = prediction.reference().get(0).equals(TARGET);
        return new EqualErrorRate.Trial(target, SingleNumber.of(prediction), speaker);
    }
}
