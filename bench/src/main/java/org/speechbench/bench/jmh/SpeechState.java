package org.speechbench.bench.jmh;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.speechbench.bench.Services;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Devices;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;

/** The parameters of most benchmarks: an upstream and a batch of speech. Nothing is opened before it is used. */
@State(Scope.Benchmark)
public abstract class SpeechState {
    @Param("hubert")
    public String upstream = "";

    @Param("tiny")
    public String size = "";

    @Param("bf16")
    public String precision = "";

    /** Name of the device, as on the command line. */
    @Param("cpu")
    public String device = "";

    /** Length of each utterance in seconds. */
    @Param("4")
    public double seconds;

    /** Number of utterances. */
    @Param("4")
    public int batch;

    private @Nullable EngineContext engine;

    /** The engine of this benchmark, opened at the first call. */
    EngineContext engine() {
        EngineContext open = engine;
        if (open == null) {
            Precision type = Precision.of(precision);
            open = EngineContext.on(Devices.of(device, type).first(), type);
            engine = open;
        }
        return open;
    }

    Upstreams upstreams() {
        return Services.load().upstreams();
    }

    /** The upstream, with random weights. */
    UpstreamSpec spec(Map<String, String> settings) {
        return UpstreamSpec.of(upstream, size, 1, Precision.of(precision)).with(settings);
    }

    /** The description of the upstream, without opening it. */
    UpstreamCard card() {
        return upstreams().describe(spec(Map.of()));
    }

    /** Frames of one utterance at the upstream's rate. */
    int frames() {
        return (int) Math.round(seconds * card().frameRate());
    }

    /** The batch. */
    List<Waveform> crops() {
        return SpeechCrops.of((int) Math.round(seconds * Waveform.SAMPLE_RATE), batch);
    }

    /** Closes the engine. */
    void closeEngine() {
        if (engine != null) {
            engine.close();
        }
    }
}
