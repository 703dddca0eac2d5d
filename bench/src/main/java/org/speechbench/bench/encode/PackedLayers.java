package org.speechbench.bench.encode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.PackedStates;

/**
 * Chosen layers of a batch in fp32, queued on the device.
 *
 * @param layers the numbers of the layers, ascending
 * @param parts all layers, or each by itself if together they are too large for one buffer of Java
 * @param frames of each utterance in each layer, (B, L)
 * @param dim D
 */
record PackedLayers(List<Integer> layers, List<PackedStates> parts, long[][] frames, int dim) implements AutoCloseable {
    static PackedLayers of(EngineContext engine, NDManager owner, HiddenStates batch, List<Integer> layers) {
        long bytes = 0;
        for (int layer : layers) {
            bytes += batch.layers().get(layer).getShape().size() * Float.BYTES;
        }
        List<List<Integer>> divided = bytes < Integer.MAX_VALUE
                ? List.of(layers)
                : layers.stream().map(List::of).toList();
        List<PackedStates> parts = new ArrayList<>();
        for (List<Integer> part : divided) {
            List<NDArray> arrays = part.stream().map(batch.layers()::get).toList();
            parts.add(PackedStates.of(engine, owner, PackedStates.Type.FP32, arrays, frames(batch, part)));
        }
        int dim = Math.toIntExact(batch.layers().get(layers.get(0)).getShape().get(2));
        return new PackedLayers(layers, parts, frames(batch, layers), dim);
    }

    private static long[][] frames(HiddenStates batch, List<Integer> layers) {
        long[][] frames = new long[batch.frames().get(0).lengths().length][layers.size()];
        for (int row = 0; row < frames.length; row++) {
            for (int i = 0; i < layers.size(); i++) {
                frames[row][i] = batch.frames(layers.get(i), row);
            }
        }
        return frames;
    }

    /**
     * The states of one utterance; the first call waits for the device.
     *
     * @throws IllegalStateException if a state is not finite
     */
    States states(int row) {
        List<float[]> values = new ArrayList<>();
        List<Integer> valid = new ArrayList<>();
        for (PackedStates part : parts) {
            ByteBuffer bytes = part.values(row);
            while (bytes.hasRemaining()) {
                int count = Math.toIntExact(frames[row][valid.size()]);
                float[] layer = new float[count * dim];
                bytes.asFloatBuffer().get(layer);
                bytes.position(bytes.position() + layer.length * Float.BYTES);
                values.add(layer);
                valid.add(count);
            }
        }
        return new States(layers, values, valid, dim);
    }

    @Override
    public void close() {
        parts.forEach(PackedStates::close);
    }
}
