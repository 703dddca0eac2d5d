package org.speechbench.upstream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collections;
import java.util.List;

/**
 * The output of an upstream for a batch. It owns its arrays and must be closed after use.
 *
 * @param manager owner of the layers
 * @param layers fp32, each (B, T, D); index 0 is the input of the first Transformer layer, the last its final output
 *     (SUPERB's convention). Frames beyond an utterance's length are undefined
 * @param frames of each layer
 */
public record HiddenStates(NDManager manager, List<NDArray> layers, List<LayerFrames> frames) implements AutoCloseable {
    /**
     * The frames of one layer.
     *
     * @param lengths valid frames of each utterance, shape (B)
     */
    public record LayerFrames(int[] lengths, FrameTimes times) {}

    public HiddenStates {
        layers = List.copyOf(layers);
        frames = List.copyOf(frames);
        if (layers.size() != frames.size()) {
            throw new IllegalArgumentException(layers.size() + " layers but frames of " + frames.size());
        }
    }

    /** Hidden states whose layers all have the same frames. */
    public static HiddenStates of(NDManager manager, List<NDArray> layers, int[] lengths, FrameTimes times) {
        return new HiddenStates(manager, layers, Collections.nCopies(layers.size(), new LayerFrames(lengths, times)));
    }

    /** The number of valid frames of one utterance of the batch in one layer. */
    public int frames(int layer, int row) {
        return frames.get(layer).lengths()[row];
    }

    @Override
    public void close() {
        manager.close();
    }
}
