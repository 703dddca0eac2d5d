package org.speechbench.downstream.train;

import org.jspecify.annotations.Nullable;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.cache.LayerStates;
import org.speechbench.downstream.head.Pooling;

/**
 * The states that an upstream has of every utterance, and which of them batches contain.
 *
 * @param layers of the upstream
 * @param dim D
 * @param first layer of batches
 * @param end the layer after their last
 */
record StateForm(int layers, int dim, int first, int end) {
    /** @param onlyLayer the one layer that batches contain; null for all */
    static StateForm of(int layers, int dim, @Nullable Integer onlyLayer) {
        return onlyLayer == null
                ? new StateForm(layers, dim, 0, layers)
                : new StateForm(layers, dim, onlyLayer, onlyLayer + 1);
    }

    /** Number of layers of batches. */
    int count() {
        return end - first;
    }

    /** Bytes of the layers of batches for a number of frames. */
    long bytes(long frames) {
        return (long) Short.BYTES * count() * dim * frames;
    }

    /**
     * The states of an example's utterance.
     *
     * @throws IllegalStateException if they are not those that the upstream promised
     */
    LayerStates states(FrozenFeatures features, Example example) {
        LayerStates states = features.states(example.utterance());
        check(states.layers() == layers && states.dim() == dim, states.layers() + " layers of " + states.dim());
        int known = features.frames(example.utterance());
        check(states.frames() == known, states.frames() + " frames instead of " + known);
        check(example.from() + example.frames() <= known, known + " frames, fewer than are seen");
        return states;
    }

    /** The pooled states of an example's utterance, (layers, rows, D), in the same way. */
    float[] pooled(FrozenFeatures features, Example example, Pooling pooling) {
        float[] pooled = features.pooled(example.utterance());
        check(pooled.length == layers * pooling.rows() * dim, "pooled states of " + pooled.length + " values");
        return pooled;
    }

    private void check(boolean good, String got) {
        if (!good) {
            throw new IllegalStateException(
                    "an upstream whose card says " + layers + " layers of " + dim + " gave " + got);
        }
    }
}
