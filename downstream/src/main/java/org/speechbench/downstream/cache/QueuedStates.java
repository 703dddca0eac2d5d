package org.speechbench.downstream.cache;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.PackedStates;
import org.speechbench.upstream.Upstream;

/**
 * The states of a batch in bf16, queued on the device.
 *
 * @param frames of each utterance: those of its shortest layer (s3prl's rule)
 * @param layers L
 * @param dim D
 */
record QueuedStates(UtteranceBatch batch, PackedStates packed, int[] frames, int layers, int dim)
        implements AutoCloseable {
    /** SUPERB's tolerance: layers whose lengths differ by more do not belong together. */
    private static final int SLACK = 5;

    /**
     * Encodes a batch without waiting for the device.
     *
     * @param owner of the packed states until they are closed
     * @throws IllegalStateException if layers differ in length or size
     */
    static QueuedStates of(
            EngineContext engine, Upstream upstream, UtteranceBatch batch, List<Waveform> waveforms, NDManager owner) {
        String name = upstream.card().name();
        try (HiddenStates states = upstream.encode(batch.input(waveforms))) {
            List<NDArray> layers = states.layers();
            int dim = Math.toIntExact(layers.get(0).getShape().get(2));
            if (layers.stream().anyMatch(layer -> layer.getShape().get(2) != dim)) {
                throw new IllegalStateException("the layers of " + name + " differ in size");
            }
            int[] frames = new int[batch.size()];
            long[][] each = new long[frames.length][layers.size()];
            for (int row = 0; row < frames.length; row++) {
                frames[row] = shortest(name, states, row);
                Arrays.fill(each[row], frames[row]);
            }
            PackedStates packed = PackedStates.of(engine, owner, PackedStates.Type.BF16, layers, each);
            return new QueuedStates(batch, packed, frames, layers.size(), dim);
        } catch (IllegalStateException e) {
            throw failure(batch.names(), e);
        }
    }

    private static int shortest(String name, HiddenStates states, int row) {
        int[] lengths = states.frames().stream().mapToInt(f -> f.lengths()[row]).toArray();
        int shortest = Arrays.stream(lengths).min().orElseThrow();
        int longest = Arrays.stream(lengths).max().orElseThrow();
        if (longest - shortest > SLACK) {
            throw new IllegalStateException("the layers of " + name + " have " + shortest + " to " + longest
                    + " frames; a weighted sum needs equal lengths");
        }
        return shortest;
    }

    /**
     * The states of one utterance; the first call waits for the device.
     *
     * @throws IllegalStateException if a state is not finite
     */
    LayerStates states(int row) {
        try {
            return new LayerStates(layers, frames[row], dim, packed.values(row));
        } catch (IllegalStateException e) {
            throw failure("utterance " + batch.utterances().get(row).id(), e);
        }
    }

    private static IllegalStateException failure(String of, IllegalStateException e) {
        return new IllegalStateException(of + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        packed.close();
    }
}
