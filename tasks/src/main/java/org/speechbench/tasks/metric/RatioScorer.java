package org.speechbench.tasks.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.Score;
import org.speechbench.tasks.Prediction;

/** Scores by a rate in per cent; the subclass defines the contribution of an utterance. */
abstract class RatioScorer implements AdditiveScorer {
    private final Metric metric;

    RatioScorer(Metric metric) {
        this.metric = metric;
    }

    /** @throws IllegalArgumentException if the prediction cannot be scored */
    abstract Ratio ratio(Prediction prediction);

    @Override
    public final Ratio ratio(PredictionLine line) {
        return ratio(prediction(line));
    }

    @Override
    public final Metric metric() {
        return metric;
    }

    @Override
    public final Score scoreFolds(List<List<Prediction>> folds) {
        if (folds.isEmpty() || folds.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(metric.label() + " needs predictions in every fold");
        }
        List<List<Ratio>> ratios = folds.stream().map(this::ratios).toList();
        double value = ratios.stream().mapToDouble(Ratio::percent).average().orElseThrow();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    metric.label() + " needs something to count in every fold; all references are empty");
        }
        int n = ratios.stream().mapToInt(List::size).sum();
        return new Score(
                metric,
                value,
                n,
                Bootstrap.interval(ratios.stream()
                        .map(fold -> (ToDoubleFunction<SplittableRandom>) random -> redrawn(fold, random))
                        .toList()));
    }

    /** Sorted by id, so that the interval does not depend on the order of the batches. */
    private List<Ratio> ratios(List<Prediction> fold) {
        return fold.stream()
                .sorted(Comparator.comparing(Prediction::id))
                .map(this::ratio)
                .toList();
    }

    /** The rate of utterances that are drawn again, with replacement. */
    private static double redrawn(List<Ratio> fold, SplittableRandom random) {
        List<Ratio> drawn = new ArrayList<>(fold.size());
        for (int i = 0; i < fold.size(); i++) {
            drawn.add(fold.get(random.nextInt(fold.size())));
        }
        return Ratio.percent(drawn);
    }
}
