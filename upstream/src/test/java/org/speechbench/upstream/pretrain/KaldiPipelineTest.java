package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.kmeans.KMeansOptions;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.labels.MfccLabels;
import org.speechbench.upstream.model.ModelFolder;

/** Features and labels as a run computes them, not those of a test. */
class KaldiPipelineTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static EngineContext engine;
    private static List<Utterance> train;
    private static List<Utterance> dev;

    @BeforeAll
    static void start() throws IOException {
        engine = TestEngine.start();
        train = SmallCorpus.write(shared, "train", 12, 1);
        dev = SmallCorpus.write(shared, "dev", 4, 2);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void fast_hubert_trains_on_kaldi_features_and_clusters_of_mfcc() {
        PretrainResult result = job("a").run(false, () -> false);

        assertThat(result.devLoss()).isBetween(1.0, 8.0);
        ModelFolder model = ModelFolder.read(folder.resolve("a/model"), "fast_hubert", "test");
        assertThat(model.normalization().mean()).hasSize(80).allMatch(m -> m > -16 && m < 30);
        assertThat(model.normalization().deviation()).hasSize(80).allMatch(d -> d > 0);
        assertThat(model.values().get("heads.2.weight")).hasSize(8 * 32);
    }

    @Test
    void equal_runs_are_equal_from_the_audio_on() {
        job("a").run(false, () -> false);
        PretrainJob other = job("b");
        new PretrainJob(
                        other.engines(),
                        other.provider(),
                        other.options(),
                        other.config(),
                        other.data(),
                        folder.resolve("otherwork"),
                        other.out(),
                        Progress.silent())
                .run(false, () -> false);
        assertThat(weights("b")).isEqualTo(weights("a"));
    }

    private PretrainJob job(String name) {
        PretrainOptions model = new PretrainOptions(0.1, 0.3, 0.5, 0.1, 10, 0.1, KernelSet.OPTIMISED);
        PretrainConfig config =
                Pretrainings.config(8, 4, List.of(1.0, 2.0), 0.8, 200, 1e-3, 0.1, 0.01, 10, model, 3, 4, 100, false);
        return Pretrainings.job(
                engine,
                new FastHubertProvider(),
                UpstreamSpec.of("fast_hubert", "test", 5, Precision.FP32),
                config,
                train,
                dev,
                new WaveformReader(new AudioReader(), "small"),
                new MfccLabels(engine, new KMeansOptions(8, 2, 1000, 20, 0, 1), true),
                null,
                false,
                folder.resolve("work"),
                folder.resolve(name),
                Progress.silent(),
                null);
    }

    private String weights(String name) {
        return Digests.sha256(folder.resolve(name).resolve("model/model.safetensors"));
    }
}
