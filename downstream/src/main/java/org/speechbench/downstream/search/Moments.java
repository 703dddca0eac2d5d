package org.speechbench.downstream.search;

import java.util.Arrays;
import java.util.List;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.FrozenFeatures;

/**
 * Mean and scale of every value of every layer over the frames of several utterances.
 *
 * @param dim D
 * @param mean (L, D)
 * @param scale factor of the difference from the mean, (L, D); 0 for a value that is constant
 */
record Moments(int dim, float[] mean, float[] scale) {
    private static final double CONSTANT = 1e-5;

    /** The mean of one layer, (D). */
    float[] mean(int layer) {
        return Arrays.copyOfRange(mean, layer * dim, (layer + 1) * dim);
    }

    /** The scale of one layer, (D). */
    float[] scale(int layer) {
        return Arrays.copyOfRange(scale, layer * dim, (layer + 1) * dim);
    }

    /** @param features in which mean and deviation of each utterance are prepared */
    static Moments of(FrozenFeatures features, List<Utterance> utterances, int layers, int dim) {
        double[] sum = new double[layers * dim];
        double[] squares = new double[layers * dim];
        long frames = 0;
        for (Utterance utterance : utterances) {
            int n = features.frames(utterance);
            if (n == 0) {
                continue;
            }
            frames += n;
            float[] pooled = features.pooled(utterance);
            for (int i = 0; i < sum.length; i++) {
                int at = i / dim * 2 * dim + i % dim;
                double m = pooled[at];
                double deviation = pooled[at + dim];
                sum[i] += n * m;
                squares[i] += n * (deviation * deviation + m * m);
            }
        }
        float[] mean = new float[sum.length];
        float[] scale = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            double m = sum[i] / frames;
            double deviation = Math.sqrt(Math.max(0, squares[i] / frames - m * m));
            mean[i] = (float) m;
            scale[i] = deviation <= CONSTANT * Math.abs(m) ? 0 : (float) (1 / deviation);
        }
        return new Moments(dim, mean, scale);
    }
}
