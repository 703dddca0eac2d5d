package org.speechbench.bench.jmh;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.WaveformBatch;

/** Seconds of encoding one batch: waveforms to the hidden states of every layer. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EncodeBenchmark extends SpeechState {
    private @Nullable Upstream opened;
    private WaveformBatch input = WaveformBatch.of(new Waveform(new float[1]));

    /** Opens the upstream and reads the batch. */
    @Setup
    public void open() {
        opened = upstreams().get(upstream).open(engine(), spec(Map.of()));
        input = new WaveformBatch(crops());
    }

    /** A value of the last layer; reading it back ensures that all layers have been computed. */
    @Benchmark
    public float encode() {
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        try (HiddenStates states = opened.encode(input)) {
            List<NDArray> layers = states.layers();
            return layers.get(layers.size() - 1).getFloat(0, 0, 0);
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
