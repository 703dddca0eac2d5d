package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.kmeans.FrameMatrix;
import org.speechbench.engine.kmeans.KMeans;
import org.speechbench.engine.kmeans.KMeansOptions;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.labels.FileLabels;
import org.speechbench.upstream.labels.LayerLabels;
import org.speechbench.upstream.targets.LabelSource;

/** Labels from a layer of a model, and a second model trained on them. */
class LayerLabelsTest {
    private static final WaveformReader READER = new WaveformReader(new AudioReader(), "small");
    private static final KMeansOptions CLUSTERS = KMeansOptions.published(6, 1);

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static EngineContext engine;
    private static List<Utterance> train;

    @BeforeAll
    static void start() throws IOException {
        engine = TestEngine.start();
        train = SmallCorpus.write(shared, "train", 12, 1);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void labels_are_the_clusters_of_the_states_of_one_layer_at_its_frame_rate() {
        LayerLabels labels = labels(new HubertProvider(), 7, 1, Long.MAX_VALUE);
        assertThat(labels.stride()).isEqualTo(320);
        assertThat(labels.classes()).isEqualTo(6);

        FrameMatrix all = new FrameMatrix(32);
        List<float[]> states = new ArrayList<>();
        try (Upstream upstream = new HubertProvider().open(engine, options(new HubertProvider(), 7))) {
            for (Utterance u : train) {
                try (HiddenStates s = upstream.encode(WaveformBatch.of(READER.read(u)))) {
                    states.add(s.layers().get(1).toFloatArray());
                }
                all.add(states.get(states.size() - 1));
            }
        }
        try (KMeans kmeans = new KMeans(engine);
                LabelSource.Labeler labeler = labels.fit(train, READER, Progress.silent())) {
            int[] expected = kmeans.assign(kmeans.fit(all, CLUSTERS), FrameMatrix.of(states.get(3), 32));
            short[] got = labeler.label(train.get(3), READER.read(train.get(3)));
            assertThat(got).hasSize(expected.length);
            for (int t = 0; t < got.length; t++) {
                assertThat((int) got[t]).isEqualTo(expected[t]);
            }
        }
    }

    @Test
    void an_utterance_has_the_same_labels_whether_it_was_clustered_or_not() {
        LayerLabels labels = labels(new HubertProvider(), 7, 1, Long.MAX_VALUE);
        Utterance clustered = train.get(3);
        Utterance other = new Utterance("other", clustered.audio(), clustered.numSamples(), "s", "dev", Map.of());
        try (LabelSource.Labeler labeler = labels.fit(train, READER, Progress.silent())) {
            assertThat(labeler.label(clustered, READER.read(clustered)))
                    .isEqualTo(labeler.label(other, READER.read(other)));
        }
    }

    @Test
    void whatever_changes_the_labels_is_part_of_the_settings() {
        List<Map<String, String>> settings = new ArrayList<>();
        settings.add(labels(new HubertProvider(), 7, 1, 1000).settings());
        settings.add(labels(new HubertProvider(), 8, 1, 1000).settings());
        settings.add(labels(new HubertProvider(), 7, 2, 1000).settings());
        settings.add(labels(new HubertProvider(), 7, 1, 1001).settings());
        settings.add(labels(new FastHubertProvider(), 7, 1, 1000).settings());
        assertThat(settings).doesNotHaveDuplicates();
        assertThat(labels(new HubertProvider(), 7, 1, 1000).settings()).isEqualTo(settings.get(0));
    }

    @Test
    void a_layer_that_is_not_there_is_refused() {
        assertRefused(() -> labels(new HubertProvider(), 7, 3, 1000), "hubert has layers 0 to 2, not 3");
    }

    @Test
    void a_second_iteration_learns_from_the_model_of_the_first() {
        PretrainResult first = job(new FastHubertProvider(), "first", SmallCorpus.labels());
        UpstreamSpec trained =
                UpstreamSpec.of("fast_hubert", "test", 5, Precision.FP32).from(first.model());
        LayerLabels labels = LayerLabels.of(engine, new FastHubertProvider(), trained, 2, CLUSTERS, 10_000);
        assertThat(labels.stride()).isEqualTo(640);

        job(new HubertProvider(), "second", labels);

        var events = org.speechbench.core.result.TrainingLog.pretraining(folder.resolve("second/events.csv"))
                .read();
        assertThat(events.get(events.size() - 1).value("loss"))
                .isLessThan(events.get(0).value("loss"));
    }

    @Test
    void a_model_whose_targets_come_from_labels_hands_that_on() throws IOException {
        StringBuilder phones = new StringBuilder("path\tlabels\n");
        for (Utterance u : train) {
            phones.append(u.id()).append('\t').append("A B ".repeat((int) (u.numSamples() / 320)));
            phones.append('\n');
        }
        FileLabels table = FileLabels.table(Files.writeString(folder.resolve("p.tsv"), phones), null, 100);
        assertThat(labels(new FastHubertProvider(), 7, 1, 1000).usesLabels()).isFalse();

        Path first = trained(job(new FastHubertProvider(), "first", table));
        LayerLabels labels = LayerLabels.of(engine, new FastHubertProvider(), from(first), 2, CLUSTERS, 10_000);
        Path second = trained(job(new FastHubertProvider(), "second", labels));
        Path clusters = trained(job(new FastHubertProvider(), "clusters", table.withUsesLabels(false)));

        assertThat(labels.usesLabels()).isTrue();
        assertThat(List.of(LabelProvenance.of(first), LabelProvenance.of(second)))
                .containsOnly(true);
        assertThat(LabelProvenance.of(first.resolveSibling("initial"))).isFalse();
        assertThat(LabelProvenance.of(clusters)).isFalse();
    }

    private static Path trained(PretrainResult result) {
        return Objects.requireNonNull(result.model());
    }

    private static UpstreamSpec from(Path model) {
        return UpstreamSpec.of("fast_hubert", "test", 5, Precision.FP32).from(model);
    }

    private PretrainResult job(UpstreamProvider provider, String name, LabelSource labels) {
        PretrainOptions model = new PretrainOptions(0, 0, 0.5, 1, 0, 0.1, KernelSet.OPTIMISED);
        PretrainConfig config =
                Pretrainings.config(30, 4, List.of(1.0), 0.4, 120, 0.003, 0.1, 0.01, 10, model, 5, 1000, 1000, false);
        return Pretrainings.job(
                        engine,
                        provider.capability(Pretraining.class).orElseThrow(),
                        options(provider, 5),
                        config,
                        train,
                        List.of(),
                        READER,
                        labels,
                        SmallCorpus::filterBank,
                        false,
                        folder.resolve("work"),
                        folder.resolve(name),
                        Progress.silent(),
                        null)
                .run(false, () -> false);
    }

    private static LayerLabels labels(UpstreamProvider provider, long seed, int layer, long maxFrames) {
        return LayerLabels.of(engine, provider, options(provider, seed), layer, CLUSTERS, maxFrames);
    }

    private static UpstreamSpec options(UpstreamProvider provider, long seed) {
        return UpstreamSpec.of(provider.name(), "test", seed, Precision.FP32);
    }
}
