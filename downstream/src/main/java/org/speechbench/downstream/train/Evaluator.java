package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.speechbench.tasks.Prediction;

/** Answers of a model for a list of utterances. */
interface Evaluator {
    /**
     * What a model says.
     *
     * @param predictions one an utterance in the order of the examples, or one a trial
     * @param loss mean over the examples that have frames; 0 where it is not defined for them
     */
    record Evaluation(List<Prediction> predictions, double loss) {}

    Evaluation evaluate(List<Example> examples, List<NDArray> weights, Standardization standardization);
}
