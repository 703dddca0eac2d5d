package org.speechbench.downstream.train;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * SUPERB's featurizer: the sum of the layers, weighted by the softmax of one trained scalar per layer. All scalars are
 * initially 0, so that training starts from the plain mean. The sum itself is computed in the script call of head and
 * loss.
 */
public final class Featurizer {
    private Featurizer() {}

    /** The scalars, shape (L). */
    static ParameterSpec scalars(int layers) {
        return new ParameterSpec("featurizer.scalars", new long[] {layers}, ParameterSpec.Initializer.constant(0));
    }

    /** Weights of the layers; they add up to 1. */
    public static List<Double> weights(float[] scalars) {
        double max = Double.NEGATIVE_INFINITY;
        for (float s : scalars) {
            max = Math.max(max, s);
        }
        double sum = 0;
        for (float s : scalars) {
            sum += Math.exp(s - max);
        }
        List<Double> weights = new ArrayList<>();
        for (float s : scalars) {
            weights.add(Math.exp(s - max) / sum);
        }
        return weights;
    }
}
