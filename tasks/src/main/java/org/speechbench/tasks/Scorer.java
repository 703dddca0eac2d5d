package org.speechbench.tasks;

import java.util.List;
import org.speechbench.core.Words;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.Score;

/**
 * Computes a score from predictions. A scorer is a pure function: the same predictions give the same score and
 * interval.
 */
public interface Scorer {
    Metric metric();

    /**
     * The tokens of a reference or hypothesis as written in a prediction file, where they are separated by white space.
     */
    default List<String> tokens(String written) {
        return Words.of(written);
    }

    /** The prediction that a line of a prediction file contains. */
    default Prediction prediction(PredictionLine line) {
        return new Prediction(line.id(), line.speaker(), tokens(line.reference()), tokens(line.hypothesis()));
    }

    /** A prediction in the form in which its errors are shown: token by token, or by whatever unit is counted. */
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
     * The score of a cross-validation: the mean of the folds' scores. n counts the predictions of all folds.
     *
     * @param folds the test predictions, one list per fold
     * @throws IllegalArgumentException if there are no folds, or one has no predictions
     */
    Score scoreFolds(List<List<Prediction>> folds);
}
