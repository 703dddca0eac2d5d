package org.speechbench.engine.kmeans;

import java.util.Map;
import java.util.TreeMap;

/**
 * The options of clustering.
 *
 * @param k number of clusters
 * @param starts k-means++ initialisations on a sample, of which the best is used
 * @param batch frames of a mini-batch
 * @param miniBatches largest number of mini-batches, 0 for none
 * @param passes largest number of passes over all frames (Lloyd's algorithm) after them; they end early when nothing
 *     moves
 * @param seed of everything that is drawn
 * @param patience number of consecutive mini-batches without a new minimum of the smoothed inertia after which
 *     mini-batches end early; 0 for never
 * @param epochs largest number of passes over all frames that the mini-batches amount to; 0 for any number
 */
public record KMeansOptions(
        int k, int starts, int batch, int miniBatches, int passes, long seed, int patience, int epochs) {
    private static final int BATCH = 10_000;
    private static final int START_BATCHES = 3;
    private static final int STARTS = 20;

    public KMeansOptions {
        if (k < 1 || starts < 1 || batch < 1 || miniBatches < 0 || passes < 0 || patience < 0 || epochs < 0) {
            throw new IllegalArgumentException("k, starts and batch are at least 1, and no number is negative");
        }
    }

    /** Options without an early end of the mini-batches, or a bound by the number of frames. */
    public KMeansOptions(int k, int starts, int batch, int miniBatches, int passes, long seed) {
        this(k, starts, batch, miniBatches, passes, seed, 0, 0);
    }

    /**
     * The clustering of HuBERT (fairseq's simple_kmeans with scikit-learn): 20 k-means++ starts and mini-batches of
     * 10,000 frames until 100 in a row bring no improvement, at most as many as amount to 100 times all frames. No
     * cluster is reassigned.
     */
    public static KMeansOptions published(int k, long seed) {
        return new KMeansOptions(k, STARTS, BATCH, Integer.MAX_VALUE, 0, seed, 100, 100);
    }

    /** All options by name, in a fixed order. */
    public Map<String, String> settings() {
        Map<String, String> s = new TreeMap<>();
        s.put("k", Integer.toString(k));
        s.put("starts", Integer.toString(starts));
        s.put("batch", Integer.toString(batch));
        s.put("mini_batches", miniBatches == Integer.MAX_VALUE ? "unbounded" : Integer.toString(miniBatches));
        s.put("passes", Integer.toString(passes));
        s.put("seed", Long.toString(seed));
        s.put("patience", Integer.toString(patience));
        s.put("epochs", Integer.toString(epochs));
        return s;
    }

    /** HuBERT's starts and batches with 300 mini-batches, which are enough for clusters of MFCC. */
    public static KMeansOptions miniBatch(int k, long seed) {
        return new KMeansOptions(k, STARTS, BATCH, 300, 0, seed);
    }

    /** The largest number of mini-batches for a number of frames. */
    int miniBatches(int frames) {
        long bound = epochs == 0 ? miniBatches : (long) epochs * frames / Math.min(batch, frames);
        return (int) Math.min(miniBatches, bound);
    }

    /** Number of candidates for each centroid of a start. */
    int candidates() {
        return 2 + (int) Math.log(k);
    }

    /** The largest number of frames that a start is drawn from. */
    int sample() {
        int frames = Math.multiplyExact(START_BATCHES, batch);
        return frames < k ? Math.multiplyExact(START_BATCHES, k) : frames;
    }
}
