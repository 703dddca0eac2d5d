package org.speechbench.upstream.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.speechbench.engine.checkpoint.ParameterSet;

/**
 * What a training works towards, on one device: a model, the gradients of what is minimised, and how good the model is.
 * The {@link Trainer} does everything else.
 *
 * @param <B> what a step sees
 */
public interface TrainingGoal<B> extends AutoCloseable {
    /** Every trainable array, fp32, in a fixed order; optimisers write into them. */
    ParameterSet parameters();

    /**
     * The parameters' parts in their order; the same parts at every step.
     *
     * @param step the first is 0
     */
    List<ParameterGroup> groups(long step);

    /** What a step leaves, in the order of {@link Step#statistics}. */
    List<Statistic> statistics();

    /**
     * Statistics of a batch, and the gradients of its loss. Dropout draws from the engine's generator, which the caller
     * seeds; everything else is drawn from the batch.
     *
     * @param results of the model's device; owns what is returned
     * @param lossScale what the loss is multiplied by before it is differentiated, one fp32 value on the model's device
     */
    Step gradients(NDManager results, B batch, NDArray lossScale);

    /** What the log says of some steps, by name; the loss that is minimised is {@code loss}. */
    Map<String, Double> report(StepStatistics steps);

    /**
     * Measures the model on what it is not trained on.
     *
     * @param step steps done
     * @return by name, for the log; empty if there is nothing to measure
     */
    default Map<String, Double> evaluate(long step) {
        return Map.of();
    }

    /** What a checkpoint keeps besides the parameters, by name. */
    default Map<String, Double> memory() {
        return Map.of();
    }

    /** Goes on with the memory of a checkpoint. */
    default void restore(Map<String, Double> memory) {}

    /**
     * Refuses a checkpoint that cannot be gone on from whatever the settings are.
     *
     * @param identity of the checkpoint
     * @throws org.speechbench.core.UserError with the reason
     */
    default void requireResumable(long step, Map<String, String> identity) {}

    /** Called before the first step of all, not of a resumed training. */
    default void begin() {}

    /** Called after the last step. */
    default void finish() {}

    @Override
    void close();

    /**
     * What a step leaves, not yet read back from the device.
     *
     * @param statistics one fp32 array
     * @param gradients of the arrays of the groups that are trained, in order; times the loss scale
     */
    record Step(NDArray statistics, List<NDArray> gradients) {
        public Step {
            gradients = List.copyOf(gradients);
        }
    }
}
