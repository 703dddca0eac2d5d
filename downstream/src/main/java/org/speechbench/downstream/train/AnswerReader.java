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
     * @param answers one for each utterance, in order
     * @param decision to use; null to choose the best for these utterances
     */
    Reading read(List<Answer> answers, Scoring scoring, @Nullable Decision decision);

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
