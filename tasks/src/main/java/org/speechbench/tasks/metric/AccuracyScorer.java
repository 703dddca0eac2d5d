package org.speechbench.tasks.metric;

import java.util.List;
import org.speechbench.core.Words;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.tasks.Prediction;

/**
 * The share of utterances whose class is correct, in per cent; every utterance has the same weight, whatever its class.
 * If an utterance has several labels, all of them must be correct. A missing answer counts as wrong.
 */
public final class AccuracyScorer extends RatioScorer {
    public static final Metric ACCURACY = Metrics.ACCURACY;

    public AccuracyScorer() {
        super(ACCURACY);
    }

    /** A class, or several classes treated as one; names may contain spaces. */
    @Override
    public List<String> tokens(String written) {
        String label = Words.spaced(written);
        return label.isEmpty() ? List.of() : List.of(label);
    }

    @Override
    Ratio ratio(Prediction prediction) {
        if (prediction.reference().isEmpty()) {
            throw new IllegalArgumentException(
                    "accuracy is undefined for " + prediction.id() + ": its reference is empty");
        }
        return new Ratio(joined(prediction.reference()).equals(joined(prediction.hypothesis())) ? 1 : 0, 1);
    }

    /** Several labels as they are written in a prediction file. */
    private static String joined(List<String> labels) {
        return Words.spaced(String.join(" ", labels));
    }
}
