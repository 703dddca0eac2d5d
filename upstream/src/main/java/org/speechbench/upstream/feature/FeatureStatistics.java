package org.speechbench.upstream.feature;

import java.nio.file.Path;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.upstream.checkpoint.Safetensors;
import org.speechbench.upstream.checkpoint.TensorData;

/**
 * Mean and standard deviation of each dimension over a training set. The deviation is that of the set itself (not
 * unbiased) and at least 1e-4, as fairseq computes Fast-HuBERT's.
 *
 * @param mean shape (D); do not write to it
 * @param deviation shape (D); do not write to it
 */
public record FeatureStatistics(float[] mean, float[] deviation) {
    private static final double LEAST_VARIANCE = 1e-8;
    private static final String MEAN = "mean";
    private static final String DEVIATION = "std";

    public FeatureStatistics {
        if (mean.length == 0 || mean.length != deviation.length) {
            throw new IllegalArgumentException(mean.length + " means and " + deviation.length + " deviations");
        }
    }

    /** Dimensions D. */
    public int size() {
        return mean.length;
    }

    /** Writes a file of two tensors, {@code mean} and {@code std}. */
    public void save(Path file) {
        Safetensors.write(
                file,
                Map.of(MEAN, TensorData.of(mean, mean.length), DEVIATION, TensorData.of(deviation, mean.length)),
                Map.of());
    }

    /**
     * Reads a file of two tensors, {@code mean} and {@code std}.
     *
     * @throws UserError if it is missing, malformed or not of so many dimensions
     */
    public static FeatureStatistics load(Path file, int dimensions) {
        Map<String, TensorData> tensors = Safetensors.read(file).tensors();
        TensorData mean = tensors.get(MEAN);
        TensorData deviation = tensors.get(DEVIATION);
        if (mean == null || deviation == null || mean.size() != dimensions || deviation.size() != dimensions) {
            throw new UserError(
                    file + " does not hold the statistics of " + dimensions + " dimensions.",
                    "It needs two tensors, mean and std, of that size.");
        }
        return new FeatureStatistics(mean.floats(), deviation.floats());
    }

    /** Sums over frames, in fp64. Not safe for two threads at once. */
    public static final class Accumulator {
        private final double[] sum;
        private final double[] squares;
        private long frames;

        public Accumulator(int dimensions) {
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
        public FeatureStatistics finish() {
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
            return new FeatureStatistics(mean, deviation);
        }
    }
}
