package org.speechbench.tasks.metric;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.result.Metric;
import org.speechbench.core.statistics.Mean;
import org.speechbench.core.statistics.Rate;
import org.speechbench.core.statistics.Statistic;
import org.speechbench.tasks.Prediction;

/** Scores by a rate in per cent; the subclass defines the contribution of an utterance. */
abstract class RatioScorer implements ComparableScorer {
    private final Metric metric;

    RatioScorer(Metric metric) {
        this.metric = metric;
    }

    /** @throws IllegalArgumentException if the prediction cannot be scored */
    abstract Ratio ratio(Prediction prediction);

    @Override
    public final Metric metric() {
        return metric;
    }

    @Override
    public final String unitName() {
        return "speakers";
    }

    @Override
    public final List<String> units(Prediction prediction) {
        return List.of(prediction.speaker());
    }

    @Override
    public final Statistic statistic(List<List<Prediction>> folds) {
        if (folds.isEmpty() || folds.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException(metric.label() + " needs predictions in every fold");
        }
        Mean mean = new Mean(folds.stream().map(this::rate).toList());
        if (!Double.isFinite(mean.value())) {
            throw new IllegalArgumentException(
                    metric.label() + " needs something to count in every fold; all references are empty");
        }
        return mean;
    }

    /** Summed in the order of ids, so that nothing depends on the order of the predictions. */
    private Rate rate(List<Prediction> fold) {
        Map<String, Rate.Contribution> bySpeaker = new HashMap<>();
        Rate.Contribution sum = Rate.Contribution.NONE;
        for (Prediction prediction :
                fold.stream().sorted(Comparator.comparing(Prediction::id)).toList()) {
            Ratio ratio = ratio(prediction);
            Rate.Contribution own = new Rate.Contribution(ratio.hits(), ratio.outOf());
            bySpeaker.merge(prediction.speaker(), own, Rate.Contribution::plus);
            sum = sum.plus(own);
        }
        return new Rate(bySpeaker, sum);
    }
}
