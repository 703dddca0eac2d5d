package org.speechbench.bench.jmh;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.WaveformBatch;

/** An upstream and the batches that it encodes. */
public abstract class EncodeState extends SpeechState {
    private final List<WaveformBatch> inputs = new ArrayList<>();
    private @Nullable Upstream opened;

    /** The batches that the utterances form. */
    abstract List<WaveformBatch> batches(List<Waveform> utterances);

    /** Opens the upstream and reads the utterances. */
    @Setup
    public void open() {
        opened = upstreams().get(upstream).open(engine(), spec(Map.of()));
        inputs.addAll(batches(crops()));
    }

    /** A value of the last layer of the last batch; reading it back ensures that everything has been computed. */
    float encoded() {
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        List<HiddenStates> encoded = new ArrayList<>();
        try {
            for (WaveformBatch input : inputs) {
                encoded.add(opened.encode(input));
            }
            List<NDArray> layers = encoded.get(encoded.size() - 1).layers();
            return layers.get(layers.size() - 1).getFloat(0, 0, 0);
        } finally {
            encoded.forEach(HiddenStates::close);
        }
    }

    /** Closes the upstream. */
    @TearDown
    public void close() {
        if (opened != null) {
            opened.close();
        }
        closeEngine();
    }
}
