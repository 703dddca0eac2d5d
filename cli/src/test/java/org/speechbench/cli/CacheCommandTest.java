package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.fasthubert.FastHubertProvider;

class CacheCommandTest {
    private final Shell shell = new Shell();

    @TempDir
    Path run;

    /** Two recordings, encoded by one upstream of size test. */
    @BeforeEach
    void encode() {
        FeatureCache cache = FeatureCache.open(run.resolve("cache").resolve("features"), 1 << 24);
        List<Utterance> utterances = Stream.of("a", "b")
                .map(id -> new Utterance(id, Path.of(id), 0, "s", "train", java.util.Map.of()))
                .toList();
        try (EngineContext engine = EngineContext.cpu();
                Upstream upstream = new FastHubertProvider()
                        .open(engine, UpstreamSpec.of("fast_hubert", "test", 1, Precision.FP32));
                Progress.Stage stage = Progress.silent().start("features", 2)) {
            new FrozenFeatures(engine, cache, upstream, Precision.FP32, CacheCommandTest::tone)
                    .prepare(utterances, Pooling.NONE, stage);
        }
    }

    private static Waveform tone(Utterance utterance) {
        float[] samples = new float[16_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.sin(i * (utterance.id().equals("a") ? 0.1 : 0.2));
        }
        return new Waveform(samples);
    }

    @Test
    void what_is_kept_is_listed_with_what_it_is_of() throws IOException {
        assertThat(shell.prints("cache", "ls", run)).contains("fast_hubert", "fp32", "1 upstreams");

        shell.prints("cache", "ls", run.resolve("cache"), "--json");
        JsonNode kept = shell.json();
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).get("recordings").asInt()).isEqualTo(2);
        assertThat(kept.get(0).get("hidden_size").asInt()).isEqualTo(32);
        assertThat(kept.get(0).get("layers").asInt()).isEqualTo(3);
        assertThat(kept.get(0).get("digest").asText()).hasSize(64);
    }

    @Test
    void damage_is_found() throws IOException {
        assertThat(shell.prints("cache", "verify", run)).contains("2 sound");

        try (Stream<Path> files = Files.walk(run);
                RandomAccessFile states = new RandomAccessFile(
                        files.filter(f -> f.toString().endsWith(".states"))
                                .findFirst()
                                .orElseThrow()
                                .toFile(),
                        "rw")) {
            states.seek(10);
            states.write(77);
        }
        assertThat(shell.run("cache", "verify", run)).isEqualTo(1);
        assertThat(shell.out()).contains("1 sound", "1 damaged");
        assertThat(shell.err()).contains("encoded again");
    }

    @Test
    void nothing_is_removed_without_a_key_that_names_one_upstream() throws IOException {
        shell.refuses("cache", "rm", run);
        shell.refuses("cache", "rm", run, "zz");
        shell.prints("cache", "ls", run, "--json");
        String key = shell.json().get(0).get("key").asText();

        shell.prints("cache", "rm", run, key.substring(0, 6));

        assertThat(shell.prints("cache", "ls", run)).contains("0 upstreams");
    }

    @Test
    void a_folder_without_a_cache_is_an_error() {
        assertThat(shell.refuses("cache", "ls", run.resolve("nowhere"))).contains("no feature cache");
    }
}
