package org.speechbench.upstream.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.speechbench.engine.checkpoint.ParameterSet;

/**
 * What is trained on one device: a model, the gradients of the loss that is minimised, and the evaluation of the model.
 * The {@link Trainer} does everything else.
 *
 * @param <B> what a step sees
 */
public interface TrainingGoal<B> extends AutoCloseable {
    /** Every trainable array, fp32, in a fixed order; optimisers write into them. */
    ParameterSet parameters();

    /**
     * The groups of the parameters in order; they are the same at every step.
     *
     * @param step the first is 0
     */
    List<ParameterGroup> groups(long step);

    /** The statistics of a step, in the order of {@link Step#statistics}. */
    List<Statistic> statistics();

    /**
     * Statistics of a batch, and the gradients of its loss. Dropout draws from the engine's generator, which the caller
     * seeds; everything else is derived from the batch.
     *
     * @param results of the model's device; owns what is returned
     * @param lossScale factor of the loss before it is differentiated, one fp32 value on the model's device
     */
    Step gradients(NDManager results, B batch, NDArray lossScale);

    /** The values that are logged for a number of steps, by name; the loss that is minimised is {@code loss}. */
    Map<String, Double> report(StepStatistics steps);

    /**
     * Evaluates the model on data that it is not trained on.
     *
     * @param step steps done
     * @return by name, for the log; empty if there is nothing to measure
     */
    default Map<String, Double> evaluate(long step) {
        return Map.of();
    }

    /** State that a checkpoint keeps besides the parameters, by name. */
    default Map<String, Double> memory() {
        return Map.of();
    }

    /** Restores the memory of a checkpoint. */
    default void restore(Map<String, Double> memory) {}

    /**
     * Refuses a checkpoint from which training cannot be resumed with any settings.
     *
     * @param identity of the checkpoint
     * @throws org.speechbench.core.UserError with the reason
     */
    default void requireResumable(long step, Map<String, String> identity) {}

    /** Called before the very first step, but not when a training run is resumed. */
    default void begin() {}

    /** Called after the last step. */
    default void finish() {}

    @Override
    void close();

    /**
     * The output of a step, not yet read back from the device.
     *
     * @param statistics one fp32 array
     * @param gradients of the arrays of the groups that are trained, in order; multiplied by the loss scale
     */
    record Step(NDArray statistics, List<NDArray> gradients) {
        public Step {
            gradients = List.copyOf(gradients);
        }
    }
}
