package org.speechbench.engine.kmeans;

/** The statistics of each cluster from one pass over frames: their number and their sum, relative to a shift. */
final class ClusterSums {
    private final double[] sums;
    private final long[] counts;
    private final float[] shift;
    private double inertia;

    ClusterSums(int k, int dim, float[] shift) {
        sums = new double[k * dim];
        counts = new long[k];
        this.shift = shift;
    }

    /** Adds a chunk: sums (k, D) of the shifted frames, counts (k) and inertia, one after the other. */
    void add(double... chunk) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += chunk[i];
        }
        for (int c = 0; c < counts.length; c++) {
            counts[c] += (long) chunk[sums.length + c];
        }
        inertia += chunk[sums.length + counts.length];
    }

    double inertia() {
        return inertia;
    }

    long count(int cluster) {
        return counts[cluster];
    }

    /** Sum of a cluster's frames in one dimension, without the shift. */
    double sum(int cluster, int d) {
        return sums[cluster * shift.length + d] + (double) counts[cluster] * shift[d];
    }
}
