package org.speechbench.downstream.train;

import java.util.Arrays;
import java.util.List;
import org.speechbench.downstream.cache.FrozenFeatures;

/**
 * Mean and scale of every pooled value over the training utterances.
 *
 * @param mean as long as a pooled utterance; empty if values are left unchanged
 * @param scale factor of the difference from the mean; 0 for a value that is constant
 */
record Standardization(float[] mean, float[] scale) {
    /** Leaves values unchanged. */
    static final Standardization NONE = new Standardization(new float[0], new float[0]);

    /** A deviation below this share of the mean is a rounding error. */
    private static final double CONSTANT = 1e-5;

    /** @param examples the training utterances, at least one, each with a frame */
    static Standardization of(FrozenFeatures features, List<Example> examples) {
        int size = features.pooled(examples.get(0).utterance()).length;
        double[] sum = new double[size];
        double[] squares = new double[size];
        for (Example example : examples) {
            float[] values = features.pooled(example.utterance());
            for (int i = 0; i < size; i++) {
                sum[i] += values[i];
                squares[i] += (double) values[i] * values[i];
            }
        }
        float[] mean = new float[size];
        float[] scale = new float[size];
        for (int i = 0; i < size; i++) {
            double m = sum[i] / examples.size();
            double deviation = Math.sqrt(Math.max(0, squares[i] / examples.size() - m * m));
            mean[i] = (float) m;
            scale[i] = deviation <= CONSTANT * Math.abs(m) ? 0 : (float) (1 / deviation);
        }
        return new Standardization(mean, scale);
    }

    /** The values, standardised. */
    float[] apply(float[] values) {
        if (mean.length == 0) {
            return values;
        }
        float[] out = Arrays.copyOf(values, values.length);
        for (int i = 0; i < out.length; i++) {
            out[i] = (out[i] - mean[i]) * scale[i];
        }
        return out;
    }
}
