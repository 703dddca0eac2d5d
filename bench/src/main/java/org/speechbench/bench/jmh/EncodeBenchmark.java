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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.speechbench.bench.Services;
import org.speechbench.core.audio.Waveform;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamOptions;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.script.EngineContext;
import org.speechbench.upstream.script.Precision;

/** Seconds of encoding one batch: waveforms to the hidden states of every layer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EncodeBenchmark {
    @Param("hubert")
    public String upstream = "";

    @Param("tiny")
    public String size = "";

    @Param("bf16")
    public String precision = "";

    /** Of each utterance, in seconds. */
    @Param("4")
    public double seconds;

    /** Number of utterances. */
    @Param("4")
    public int batch;

    private @Nullable EngineContext engine;
    private @Nullable Upstream opened;
    private WaveformBatch input = WaveformBatch.of(new Waveform(new float[1]));

    /** Opens the upstream and reads the batch. */
    @Setup
    public void open() {
        EngineContext context = EngineContext.cpu();
        engine = context;
        UpstreamOptions options = new UpstreamOptions(size, null, 1, Precision.of(precision), Map.of());
        opened = Services.load().upstreams().get(upstream).open(context, options);
        input = new WaveformBatch(SpeechCrops.of((int) Math.round(seconds * Waveform.SAMPLE_RATE), batch));
    }

    /** A value of the last layer is read back, so that all layers have been computed. */
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
        if (engine != null) {
            engine.close();
        }
    }
}
