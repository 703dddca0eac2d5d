package org.speechbench.engine.kmeans;

import java.util.Arrays;
import java.util.function.IntFunction;

/** Centroids that are updated during clustering. */
final class Centroids {
    private final int k;
    private final int dim;
    private final double[] values;
    private final long[] absorbed;

    Centroids(float[] start, int k, int dim) {
        this.k = k;
        this.dim = dim;
        values = new double[start.length];
        Arrays.setAll(values, i -> start[i]);
        absorbed = new long[k];
    }

    int k() {
        return k;
    }

    int dim() {
        return dim;
    }

    /** Shape (k, D). */
    float[] values() {
        float[] v = new float[values.length];
        for (int i = 0; i < v.length; i++) {
            v[i] = (float) values[i];
        }
        return v;
    }

    /**
     * Mean of the centroids, shape (D). Distances are computed relative to it, where fp32 loses the least precision.
     */
    float[] mean() {
        float[] mean = new float[dim];
        for (int d = 0; d < dim; d++) {
            double sum = 0;
            for (int c = 0; c < k; c++) {
                sum += values[c * dim + d];
            }
            mean[d] = (float) (sum / k);
        }
        return mean;
    }

    /** The centroids and, as a last row, their mean: shape (k + 1, D). */
    float[] withMean() {
        float[] all = Arrays.copyOf(values(), (k + 1) * dim);
        System.arraycopy(mean(), 0, all, k * dim, dim);
        return all;
    }

    /** Moves to the means of all frames of all mini-batches so far; a cluster without frames stays. */
    void absorb(ClusterSums batch) {
        for (int c = 0; c < k; c++) {
            long n = batch.count(c);
            if (n > 0) {
                absorbed[c] += n;
                for (int d = 0; d < dim; d++) {
                    double v = values[c * dim + d];
                    values[c * dim + d] = v + (batch.sum(c, d) - n * v) / absorbed[c];
                }
            }
        }
    }

    /**
     * Moves to the means of the clusters' frames; empty clusters, in order, move to frames that are far from every
     * centroid.
     *
     * @param far returns the requested number of frames, farthest first, or fewer if there are no more; clusters
     *     without one stay
     * @return whether any centroid moved
     */
    boolean moveTo(ClusterSums sums, IntFunction<float[][]> far) {
        int empty = 0;
        for (int c = 0; c < k; c++) {
            empty += sums.count(c) == 0 ? 1 : 0;
        }
        float[][] frames = empty == 0 ? new float[0][] : far.apply(empty);
        float[] before = values();
        int used = 0;
        for (int c = 0; c < k; c++) {
            if (sums.count(c) > 0) {
                for (int d = 0; d < dim; d++) {
                    values[c * dim + d] = sums.sum(c, d) / sums.count(c);
                }
            } else if (used < frames.length) {
                for (int d = 0; d < dim; d++) {
                    values[c * dim + d] = frames[used][d];
                }
                used++;
            }
        }
        return !Arrays.equals(before, values());
    }
}
