package org.speechbench.tasks.metric;

import java.util.Comparator;
import java.util.List;
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
        return new Score(metric, value, n, UtteranceBootstrap.interval(ratios));
    }

    /** Sorted by id, so that the interval does not depend on the order of the batches. */
    private List<Ratio> ratios(List<Prediction> fold) {
        return fold.stream()
                .sorted(Comparator.comparing(Prediction::id))
                .map(this::ratio)
                .toList();
    }
}
