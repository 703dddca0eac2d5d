package org.speechbench.downstream.train;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.Fragment;
import org.speechbench.tasks.Prediction;

/** Converts the answers of a model for utterances to predictions. It is stateless. */
public interface AnswerReader {
    /**
     * A fragment with the method
     *
     * <pre>def evaluate(self, states: List[Tensor], lengths: Tensor, frames: Tensor, targets: Tensor,
     *             target_lengths: Tensor, w: List[Tensor]) -&gt; List[Tensor]</pre>
     *
     * which returns the loss of each row (B) and the answers (B, ...), int64 or fp32. Layers are summed by
     * {@code self.featurize(self.features(states), w.featurizer.scalars)}, and the head is called as
     * {@code self.head(x, lengths, w.head, False)}.
     */
    Fragment fragment();

    /**
     * Reads the answers.
     *
     * @param answers one for each utterance, in order
     * @param decision to use; null to choose the best for these utterances
     */
    Reading read(List<Answer> answers, Scoring scoring, @Nullable Decision decision);

    /**
     * Converts classes to labels, utterance by utterance. The method {@code answers(self, y: Tensor) -> Tensor} of the
     * objective returns the best class of each frame (B, T'), or of each group (B, G), int64.
     *
     * @param ofFrames whether there is a class for each frame
     */
    static AnswerReader labels(boolean ofFrames) {
        return new LabelReader(ofFrames);
    }

    /**
     * Converts probabilities to the times at which each speaker speaks, using a decision. The method
     * {@code answers(self, y: Tensor) -> Tensor} of the objective returns the probability that each speaker speaks in
     * each frame (B, T, C), fp32, at the frame rate of the features.
     */
    static AnswerReader activity() {
        return new ActivityReader();
    }

    /**
     * Converts embeddings of length 1, from {@code head_embed} of the head, to the cosines of trials. Held-out speakers
     * are not among the classes, so every loss is 0. There is a prediction for each trial for which both utterances
     * have an answer.
     */
    static AnswerReader trials() {
        return new TrialReader();
    }

    /**
     * The answer of a model for one utterance.
     *
     * @param outputFrames valid output frames of the head; 0 for an utterance that is too short for one frame
     * @param values its row of the answers, flattened, as long as the longest of its batch; empty for an utterance that
     *     is too short
     */
    record Answer(Example example, int outputFrames, float[] values) {}

    /**
     * The predictions.
     *
     * @param predictions one for each utterance in order, or one for each trial
     * @param decision that was used; null if there is nothing to decide
     */
    record Reading(List<Prediction> predictions, @Nullable Decision decision) {
        public Reading {
            predictions = List.copyOf(predictions);
        }
    }
}
