package org.speechbench.upstream.target;

/**
 * How to cluster.
 *
 * @param k number of clusters
 * @param starts k-means++ starts on a sample, of which the best is taken
 * @param batch frames of a mini-batch
 * @param miniBatches number of mini-batches, 0 for none
 * @param passes most passes over all frames (Lloyd's algorithm) after them; they end early when nothing moves
 * @param seed of everything that is drawn
 */
public record KMeansOptions(int k, int starts, int batch, int miniBatches, int passes, long seed) {
    private static final int BATCH = 10_000;

    public KMeansOptions {
        if (k < 1 || starts < 1 || batch < 1 || miniBatches < 0 || passes < 0) {
            throw new IllegalArgumentException("k, starts and batch are at least 1, and no number is negative");
        }
    }

    /** As HuBERT clusters: 20 starts and mini-batches of 10,000 frames. */
    public static KMeansOptions miniBatch(int k, long seed) {
        return new KMeansOptions(k, 20, BATCH, 300, 0, seed);
    }

    /** Passes over all frames until nothing moves, 100 at most. */
    public static KMeansOptions lloyd(int k, long seed) {
        return new KMeansOptions(k, 20, BATCH, 0, 100, seed);
    }

    /** Frames that a start is drawn from, at most. */
    int sample() {
        return Math.max(3 * batch, Math.multiplyExact(10, k));
    }
}
