package org.speechbench.tasks;

import java.util.List;
import org.speechbench.core.Words;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.Score;

/** Predictions to a score. Pure: the same predictions give the same score and interval. */
public interface Scorer {
    Metric metric();

    /** The tokens of a reference or hypothesis as a prediction file has them: what is between white space. */
    default List<String> tokens(String written) {
        return Words.of(written);
    }

    /** What a line of a prediction file says. */
    default Prediction prediction(PredictionLine line) {
        return new Prediction(line.id(), line.speaker(), tokens(line.reference()), tokens(line.hypothesis()));
    }

    /** A prediction as its errors are shown: token by token, or by what else is counted. */
    default Prediction aligned(Prediction prediction) {
        return prediction;
    }

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
