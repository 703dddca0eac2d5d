package org.speechbench.upstream.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.upstream.training.TrainingGoal;

/** A recogniser in training: the trainer gives it batches and applies the gradients that it returns. */
public interface Finetunable extends CtcRecognizer {
    /** Every array, fp32, in the order of the parts; the optimisers write into them. */
    ParameterSet parameters();

    /** Index in {@link #parameters()} of the first array of a part. */
    int first(Part part);

    /** Index after that of the last array of a part. */
    int end(Part part);

    /**
     * Loss, the only statistic, and gradients of a batch. The loss is the mean over utterances of the negative log-likelihood per symbol of
     * the target, times the batch's share of its step. Dropout draws from the engine's generator, which the caller
     * seeds; masks and LayerDrop are drawn from the batch's seed and step.
     *
     * @param results owns what is returned
     * @param from the first part that is trained; parts before it are frozen and have no gradients
     * @param lossScale factor of the loss before it is differentiated, one fp32 value on the model's device; the
     *     returned loss is not scaled, the gradients are
     */
    TrainingGoal.Step gradients(NDManager results, FinetuneBatch batch, Part from, NDArray lossScale);

    /** The same with a loss scale of 1. */
    default TrainingGoal.Step gradients(NDManager results, FinetuneBatch batch, Part from) {
        return gradients(results, batch, from, results.create(1f));
    }

    /** The configuration that a checkpoint stores so that the same model can be opened. */
    Map<String, Object> config();

    /** The parts that can be frozen, from the input to the output. */
    enum Part {
        /** Convolutions over the input. */
        FRONT,
        /** Projection, positions and Transformer layers. */
        ENCODER,
        /** The linear layer to the symbols. */
        HEAD
    }
}
