package org.speechbench.bench.encode;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.upstream.HiddenStates;

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

    /**
     * Some layers of the only utterance of a batch, with padding removed.
     *
     * @throws IllegalStateException if a state is not finite
     */
    static States of(HiddenStates batch, List<Integer> layers) {
        List<float[]> values = new ArrayList<>();
        List<Integer> frames = new ArrayList<>();
        int dim = 0;
        for (int layer : layers) {
            NDArray array = batch.layers().get(layer);
            dim = Math.toIntExact(array.getShape().get(2));
            int valid = batch.frames(layer, 0);
            float[] all = array.toFloatArray();
            float[] rows = all.length == valid * dim ? all : java.util.Arrays.copyOf(all, valid * dim);
            requireFinite(rows, layer);
            values.add(rows);
            frames.add(valid);
        }
        return new States(layers, values, frames, dim);
    }

    /** Frames of the last layer. */
    int lastFrames() {
        return frames.get(frames.size() - 1);
    }

    private static void requireFinite(float[] values, int layer) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalStateException("a hidden state of layer " + layer + " is " + value);
            }
        }
    }
}
