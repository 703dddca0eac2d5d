package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.tasks.Prediction;

/** Answers of a model for a list of utterances. */
interface Evaluator {
    /**
     * What a model says.
     *
     * @param predictions one an utterance in the order of the examples, or one a trial
     * @param loss mean over the examples that have frames; 0 where it is not defined for them
     * @param decision that was used; null where nothing is to be decided
     */
    record Evaluation(List<Prediction> predictions, double loss, @Nullable Decision decision) {
        Evaluation(List<Prediction> predictions, double loss) {
            this(predictions, loss, null);
        }
    }

    /**
     * Answers.
     *
     * @param decision to use; null to choose the best for these examples
     * @param stage told of every example that has frames
     */
    Evaluation evaluate(
            List<Example> examples,
            List<NDArray> weights,
            Standardization standardization,
            @Nullable Decision decision,
            Progress.Stage stage);
}
