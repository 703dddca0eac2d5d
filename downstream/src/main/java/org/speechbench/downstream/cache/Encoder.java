package org.speechbench.downstream.cache;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.WaveformBatch;

/**
 * Encodes one utterance at a time. Matrix products round differently in batches of different shapes, so that in batches
 * the states of an utterance would depend on the other utterances, and a result on the contents of the cache.
 */
final class Encoder {
    /** SUPERB's tolerance: layers whose lengths differ by more do not belong together. */
    private static final int SLACK = 5;

    private final Upstream upstream;

    Encoder(Upstream upstream) {
        this.upstream = upstream;
    }

    /**
     * The states of an utterance, truncated to the shortest layer (s3prl's rule).
     *
     * @throws IllegalStateException if a state is not finite, or layers differ in length or size
     */
    LayerStates encode(Waveform waveform) {
        try (HiddenStates states = upstream.encode(WaveformBatch.of(waveform))) {
            int shortest =
                    states.frames().stream().mapToInt(f -> f.lengths()[0]).min().orElseThrow();
            int longest =
                    states.frames().stream().mapToInt(f -> f.lengths()[0]).max().orElseThrow();
            if (longest - shortest > SLACK) {
                throw new IllegalStateException(
                        "the layers of " + upstream.card().name() + " have " + shortest + " to " + longest
                                + " frames; a weighted sum needs equal lengths");
            }
            int dim = Math.toIntExact(states.layers().get(0).getShape().get(2));
            List<float[]> rows = new ArrayList<>();
            for (NDArray layer : states.layers()) {
                if (layer.getShape().get(2) != dim) {
                    throw new IllegalStateException(
                            "the layers of " + upstream.card().name() + " differ in size");
                }
                rows.add(layer.toFloatArray());
            }
            return LayerStates.round(rows, shortest, dim);
        }
    }
}
