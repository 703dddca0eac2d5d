package org.speechbench.upstream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * What an upstream says about a batch. Owns its arrays: close it when done.
 *
 * @param manager owner of the layers
 * @param layers fp32, each (B, T, D); index 0 is the input of the first Transformer layer, the last its final output
 *     (SUPERB's convention). Frames beyond an utterance's length are undefined
 * @param lengths valid frames of each utterance, one array of shape (B) for each layer
 */
public record HiddenStates(NDManager manager, List<NDArray> layers, List<int[]> lengths) implements AutoCloseable {
    public HiddenStates {
        layers = List.copyOf(layers);
        lengths = List.copyOf(lengths);
        if (layers.size() != lengths.size()) {
            throw new IllegalArgumentException(layers.size() + " layers but frame lengths of " + lengths.size());
        }
    }

    /** Valid frames of one utterance of the batch in the last layer. */
    public int frames(int row) {
        return lengths.get(lengths.size() - 1)[row];
    }

    @Override
    public void close() {
        manager.close();
    }
}
