package org.speechbench.bench.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.speechbench.bench.Services;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.AudioSource;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.WholeFolder;
import org.speechbench.engine.device.Devices;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;

/** Utterances of equal length and their hidden states, stored on disk or computed at every use. */
@State(Scope.Benchmark)
public class FrozenSpeech {
    private static final long BUDGET = 8L << 30;

    @Param("fast_hubert")
    public String upstream = "";

    @Param("base")
    public String size = "";

    @Param("bf16")
    public String precision = "";

    /** Name of the device, as on the command line. */
    @Param("cpu")
    public String device = "";

    /** Length of each utterance in seconds. */
    @Param("5")
    public double seconds;

    /** Number of utterances; the head sees all of them in every step. */
    @Param("32")
    public int batch;

    /** Whether states are stored on disk. */
    @Param({"true", "false"})
    public boolean cached;

    /** The open resources. */
    record Opened(
            EngineContext engine, Upstream upstream, FrozenFeatures features, List<Utterance> utterances, Path folder)
            implements AutoCloseable {
        @Override
        public void close() {
            upstream.close();
            engine.close();
            try {
                WholeFolder.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Opens the upstream and encodes every utterance once. */
    Opened open(Pooling pooling) {
        Precision type = Precision.of(precision);
        EngineContext engine = EngineContext.on(Devices.of(device, type).first(), type);
        Upstream opened = Services.load().upstreams().open(engine, UpstreamSpec.of(upstream, size, 1, type));
        List<Waveform> crops = SpeechCrops.of((int) Math.round(seconds * Waveform.SAMPLE_RATE), batch);
        AudioSource audio = u -> crops.get(Integer.parseInt(u.id()));
        Path folder = folder();
        FeatureCache cache = cached ? FeatureCache.open(folder, BUDGET) : FeatureCache.none();
        FrozenFeatures features = new FrozenFeatures(engine, cache, opened, type, audio);
        List<Utterance> utterances = utterances(folder);
        try (Progress.Stage stage = Progress.silent().start("", batch)) {
            features.prepare(utterances, pooling, stage);
        }
        return new Opened(engine, opened, features, utterances, folder);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("speechbench-features");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Utterance> utterances(Path folder) {
        Map<String, String> labels = Map.of("transcript", "FOUR SCORE AND SEVEN");
        List<Utterance> utterances = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            String id = Integer.toString(i);
            utterances.add(new Utterance(id, folder.resolve(id), 0, "speaker" + i % 4, "train", labels));
        }
        return utterances;
    }
}
