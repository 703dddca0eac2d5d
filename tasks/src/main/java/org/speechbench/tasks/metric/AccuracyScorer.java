package org.speechbench.tasks.metric;

import java.util.List;
import org.speechbench.core.Words;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.tasks.Prediction;

/**
 * Share of utterances whose class is right, in per cent; every utterance counts the same, whatever its class. Where an
 * utterance has several labels all of them must be right; no answer is a wrong one.
 */
public final class AccuracyScorer extends RatioScorer {
    public static final Metric ACCURACY = Metrics.ACCURACY;

    public AccuracyScorer() {
        super(ACCURACY);
    }

    /** One class, or several as one; names may contain spaces. */
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

    /** Several labels as a prediction file has them. */
    private static String joined(List<String> labels) {
        return Words.spaced(String.join(" ", labels));
    }
}
