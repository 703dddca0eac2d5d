package org.speechbench.tasks.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Score;
import org.speechbench.tasks.Prediction;

/**
 * Speaker verification: equal error rate in per cent over trials. The reference of a trial is {@link #TARGET} or
 * {@link #OTHER}, its hypothesis one number, higher for recordings that are more alike, its speaker that of the first
 * recording. The interval draws speakers with all their trials (subset bootstrap: Bolle, Ratha and Pankanti, Error
 * analysis of pattern recognition systems: the subset bootstrap, 2004), since trials that share a speaker are not
 * independent.
 */
public final class EqualErrorRateScorer implements ClusterScorer {
    public static final Metric EER = new Metric("eer", "EER", "%", Metric.Direction.LOWER_IS_BETTER);
    public static final String TARGET = "target";
    public static final String OTHER = "nontarget";

    private static final int DRAWS = 1000;
    private static final long SEED = 1337;

    /** A fold's trials, and of how many speakers. */
    private record Fold(EqualErrorRate trials, int speakers) {
        static Fold of(List<Prediction> predictions) {
            Map<String, Integer> speakers = new HashMap<>();
            List<EqualErrorRate.Trial> trials = predictions.stream()
                    .sorted(Comparator.comparing(Prediction::id))
                    .map(p -> trial(p, speakers.computeIfAbsent(p.speaker(), s -> speakers.size())))
                    .toList();
            return new Fold(new EqualErrorRate(trials), speakers.size());
        }

        double redrawn(SplittableRandom random) {
            int[] times = new int[speakers];
            for (int i = 0; i < speakers; i++) {
                times[random.nextInt(speakers)]++;
            }
            return trials.value(times);
        }
    }

    @Override
    public Metric metric() {
        return EER;
    }

    /** The speaker of the first recording. */
    @Override
    public String cluster(Prediction prediction) {
        return prediction.speaker();
    }

    @Override
    public ToDoubleFunction<int[]> byCluster(List<Prediction> predictions, List<String> clusters) {
        EqualErrorRate trials = new EqualErrorRate(predictions.stream()
                .map(p -> trial(p, clusters.indexOf(cluster(p))))
                .toList());
        return times -> 100 * trials.value(times);
    }

    @Override
    public Score scoreFolds(List<List<Prediction>> folds) {
        List<Fold> trials = folds.stream().map(Fold::of).toList();
        double value =
                trials.stream().mapToDouble(f -> f.trials().value()).average().orElse(Double.NaN);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("EER needs trials of one speaker and trials of two in every fold");
        }
        int n = folds.stream().mapToInt(List::size).sum();
        return new Score(EER, 100 * value, n, interval(trials));
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

    /** Draws without both kinds of trial say nothing and are left out. */
    private static Score.Interval interval(List<Fold> folds) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = new double[DRAWS];
        Arrays.setAll(
                values,
                d -> 100
                        * folds.stream()
                                .mapToDouble(f -> f.redrawn(random))
                                .average()
                                .orElseThrow());
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return new Score.Interval(Bootstrap.quantile(sorted, 0.025), Bootstrap.quantile(sorted, 0.975));
    }
}
