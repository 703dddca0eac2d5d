package org.speechbench.engine.kmeans;

/**
 * Decides when further mini-batches bring no improvement: the inertia of a mini-batch under the centroids before it,
 * smoothed over about half a pass, has had no new minimum for a given number of mini-batches. The first one reflects
 * the initialisation and does not count.
 */
final class Patience {
    private final int most;
    private final double weight;
    private boolean first = true;
    private double smoothed = Double.NaN;
    private double least = Double.POSITIVE_INFINITY;
    private int vain;

    /**
     * Creates the criterion.
     *
     * @param most number of mini-batches without improvement; 0 for no limit
     * @param batch frames of a mini-batch
     * @param frames number of all frames
     */
    Patience(int most, int batch, int frames) {
        this.most = most;
        this.weight = Math.min(1, 2.0 * batch / (frames + 1.0));
    }

    /** @param inertia of a mini-batch, mean over its frames */
    void add(double inertia) {
        if (first) {
            first = false;
            return;
        }
        smoothed = Double.isNaN(smoothed) ? inertia : (1 - weight) * smoothed + weight * inertia;
        if (smoothed < least) {
            least = smoothed;
            vain = 0;
        } else {
            vain++;
        }
    }

    boolean isOver() {
        return most > 0 && vain >= most;
    }
}
