package org.speechbench.downstream.train;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.tasks.Prediction;

/**
 * The predictions of a model for a list of utterances.
 *
 * @param predictions one for each utterance in the order of the examples, or one for each trial
 * @param loss mean over the examples that have frames
 * @param decision that was used; null if there is nothing to decide
 */
public record Evaluation(List<Prediction> predictions, double loss, @Nullable Decision decision) {
    /** The evaluation of a training run that failed. */
    static final Evaluation NONE = new Evaluation(List.of(), Double.NaN, null);

    public Evaluation {
        predictions = List.copyOf(predictions);
    }
}
