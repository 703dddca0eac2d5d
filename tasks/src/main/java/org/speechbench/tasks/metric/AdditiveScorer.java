package org.speechbench.tasks.metric;

import org.speechbench.core.result.PredictionLine;
import org.speechbench.tasks.Scorer;

/**
 * A scorer whose score of a test set is a rate in per cent to which every utterance contributes additively. Only these
 * scores can be compared by {@link PairedBootstrap}, which draws from the contributions.
 */
public interface AdditiveScorer extends Scorer {
    /**
     * The contribution of an utterance, read from a line of a prediction file.
     *
     * @throws IllegalArgumentException if the prediction cannot be scored
     */
    Ratio ratio(PredictionLine line);
}
