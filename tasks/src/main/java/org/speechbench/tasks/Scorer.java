package org.speechbench.tasks;

import java.util.List;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Score;

/** Predictions to a score. Pure: the same predictions give the same score and interval. */
public interface Scorer {
    Metric metric();

    /**
     * The score of one test set.
     *
     * @throws IllegalArgumentException if there are no predictions
     */
    default Score score(List<Prediction> predictions) {
        return scoreFolds(List.of(predictions));
    }

    /**
     * The score of a cross-validation: the mean of the folds' scores. The interval resamples utterances within each
     * fold; n counts the predictions of all folds.
     *
     * @param folds test predictions, one list a fold
     * @throws IllegalArgumentException if there are no folds, or one has no predictions
     */
    Score scoreFolds(List<List<Prediction>> folds);
}
