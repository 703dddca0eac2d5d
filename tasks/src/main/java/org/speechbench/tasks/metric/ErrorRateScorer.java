package org.speechbench.tasks.metric;

import org.speechbench.core.result.Metric;
import org.speechbench.tasks.Prediction;

/**
 * Error rate of the corpus in per cent: the sum of edit distances over the sum of reference tokens, so above 100 where
 * insertions abound. Tokens are the words (WER) or phones (PER) of the predictions.
 */
public final class ErrorRateScorer extends RatioScorer {
    public static final Metric WER = new Metric("wer", "WER", "%", Metric.Direction.LOWER_IS_BETTER);
    public static final Metric PER = new Metric("per", "PER", "%", Metric.Direction.LOWER_IS_BETTER);

    public ErrorRateScorer(Metric metric) {
        super(metric);
    }

    @Override
    Ratio ratio(Prediction prediction) {
        if (prediction.reference().isEmpty()) {
            throw new IllegalArgumentException(
                    metric().label() + " is undefined for " + prediction.id() + ": its reference is empty");
        }
        ErrorCounts counts =
                Alignment.of(prediction.reference(), prediction.hypothesis()).counts();
        return new Ratio(counts.errors(), counts.references());
    }
}
