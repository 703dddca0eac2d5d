package org.speechbench.upstream.target;

import java.util.Map;
import java.util.TreeMap;

/**
 * How to cluster.
 *
 * @param k number of clusters
 * @param starts k-means++ starts on a sample, of which the best is taken
 * @param batch frames of a mini-batch
 * @param miniBatches number of mini-batches, 0 for none
 * @param passes most passes over all frames (Lloyd's algorithm) after them; they end early when nothing moves
 * @param seed of everything that is drawn
 * @param patience mini-batches end early after so many in a row whose smoothed inertia is no new minimum; 0 for never
 */
public record KMeansOptions(int k, int starts, int batch, int miniBatches, int passes, long seed, int patience) {
    private static final int BATCH = 10_000;

    public KMeansOptions {
        if (k < 1 || starts < 1 || batch < 1 || miniBatches < 0 || passes < 0 || patience < 0) {
            throw new IllegalArgumentException("k, starts and batch are at least 1, and no number is negative");
        }
    }

    /** Without an early end of the mini-batches. */
    public KMeansOptions(int k, int starts, int batch, int miniBatches, int passes, long seed) {
        this(k, starts, batch, miniBatches, passes, seed, 0);
    }

    /**
     * As HuBERT's second iteration is clustered (fairseq's simple_kmeans): 20 k-means++ starts and mini-batches of 10,000
     * frames until 100 in a row bring nothing, at most 10,000 of them (100 passes over a million frames).
     */
    public static KMeansOptions published(int k, long seed) {
        return new KMeansOptions(k, 20, BATCH, 10_000, 0, seed, 100);
    }

    /** Everything in it by name, in a fixed order. */
    Map<String, String> settings() {
        Map<String, String> s = new TreeMap<>();
        s.put("k", Integer.toString(k));
        s.put("starts", Integer.toString(starts));
        s.put("batch", Integer.toString(batch));
        s.put("mini_batches", Integer.toString(miniBatches));
        s.put("passes", Integer.toString(passes));
        s.put("seed", Long.toString(seed));
        s.put("patience", Integer.toString(patience));
        return s;
    }

    /** HuBERT's starts and batches, 300 mini-batches: enough for clusters of MFCC. */
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
