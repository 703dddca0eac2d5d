package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/**
 * A head at its best step on dev. It owns its weights.
 *
 * @param standardization of pooled features, from the training utterances
 * @param weights the featurizer's scalars, then the head's parameters; empty if training failed
 * @param dev the evaluation on dev at that step; empty if training failed
 * @param step 0 if training failed
 * @param stopped why it ended before its steps were done; empty if it did not
 * @param failure why it failed; empty if it did not
 */
public record Trained(
        NDManager manager,
        Standardization standardization,
        List<NDArray> weights,
        Evaluation dev,
        int step,
        String stopped,
        String failure)
        implements AutoCloseable {
    public Trained {
        weights = new ArrayList<>(weights);
    }

    public boolean failed() {
        return !failure.isEmpty();
    }

    /** Softmax weights of the layers; they add up to 1. */
    public List<Double> layerWeights() {
        float[] scalars = weights.get(0).toFloatArray();
        double max = Double.NEGATIVE_INFINITY;
        for (float s : scalars) {
            max = Math.max(max, s);
        }
        double sum = 0;
        for (float s : scalars) {
            sum += Math.exp(s - max);
        }
        List<Double> layers = new ArrayList<>();
        for (float s : scalars) {
            layers.add(Math.exp(s - max) / sum);
        }
        return layers;
    }

    @Override
    public void close() {
        manager.close();
    }
}
