package org.speechbench.upstream.feature;

import java.nio.file.Path;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.feature.InputNormalization;

/**
 * Mean and standard deviation of each dimension over a training set, from sums in fp64. The deviation is that of the
 * set itself (not unbiased) and at least 1e-4, as computed by fairseq for Fast-HuBERT. It is not safe for use by two
 * threads at once.
 */
public final class FeatureStatistics {
    private static final double LEAST_VARIANCE = 1e-8;

    private final double[] sum;
    private final double[] squares;
    private long frames;

    public FeatureStatistics(int dimensions) {
        sum = new double[dimensions];
        squares = new double[dimensions];
    }

    /** Adds frames, shape (F, D), row-major. */
    public void add(float[] features) {
        int d = sum.length;
        if (features.length % d != 0) {
            throw new IllegalArgumentException(features.length + " values are no frames of " + d);
        }
        for (int i = 0; i < features.length; i++) {
            double v = features[i];
            sum[i % d] += v;
            squares[i % d] += v * v;
        }
        frames += features.length / d;
    }

    /** @throws IllegalStateException if nothing was added */
    public InputNormalization finish() {
        if (frames == 0) {
            throw new IllegalStateException("no frames, no statistics");
        }
        float[] mean = new float[sum.length];
        float[] deviation = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            double m = sum[i] / frames;
            mean[i] = (float) m;
            deviation[i] = (float) Math.sqrt(Math.max(squares[i] / frames - m * m, LEAST_VARIANCE));
        }
        return InputNormalization.of(mean, deviation);
    }

    /**
     * Reads a safetensors file of two tensors, {@code mean} and {@code std}, one value per dimension.
     *
     * @throws UserError if it is missing, malformed or has a different number of dimensions
     */
    public static InputNormalization read(Path file, int dimensions) {
        Map<String, TensorData> tensors = Safetensors.read(file).tensors();
        TensorData mean = tensors.get("mean");
        TensorData deviation = tensors.get("std");
        if (mean == null || deviation == null || mean.size() != dimensions || deviation.size() != dimensions) {
            throw new UserError(
                    file + " does not hold the statistics of " + dimensions + " dimensions.",
                    "It needs two tensors, mean and std, of that size.");
        }
        return InputNormalization.of(mean.finite(file + ": tensor 'mean'"), deviation.finite(file + ": tensor 'std'"));
    }
}
