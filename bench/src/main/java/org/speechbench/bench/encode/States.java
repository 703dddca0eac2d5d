package org.speechbench.bench.encode;

import java.util.List;

/**
 * Hidden states of one utterance on the host.
 *
 * @param layers the numbers of the layers, ascending
 * @param values one array per layer, shape (T, D); not copied
 * @param frames T of each layer
 * @param dim D
 */
record States(List<Integer> layers, List<float[]> values, List<Integer> frames, int dim) {
    States {
        layers = List.copyOf(layers);
        values = List.copyOf(values);
        frames = List.copyOf(frames);
    }

    /** Frames of the last layer. */
    int lastFrames() {
        return frames.get(frames.size() - 1);
    }
}
