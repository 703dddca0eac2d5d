package org.speechbench.engine.kmeans;

/**
 * When mini-batches bring nothing more: the inertia of a mini-batch under the centroids before it, smoothed over about
 * half a pass, has had no new minimum for so many mini-batches. The first one tells of the start and does not count.
 */
final class Patience {
    private final int most;
    private final double weight;
    private boolean first = true;
    private double smoothed = Double.NaN;
    private double least = Double.POSITIVE_INFINITY;
    private int vain;

    /**
     * Patience that is not tried yet.
     *
     * @param most mini-batches in vain; 0 for patience without end
     * @param batch frames of a mini-batch
     * @param frames of all
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
