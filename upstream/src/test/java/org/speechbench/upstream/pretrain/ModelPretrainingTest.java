package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;

/** The loop with the real models, dropout and LayerDrop on. */
class ModelPretrainingTest {
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

    static Stream<UpstreamProvider> providers() {
        return Stream.of(new HubertProvider(), new FastHubertProvider());
    }

    private PretrainJob job(UpstreamProvider provider, String name, int steps) {
        return job(provider, name, steps, Map.of());
    }

    private PretrainJob job(UpstreamProvider provider, String name, int steps, Map<String, String> settings) {
        PretrainOptions model = new PretrainOptions(0.1, 0.2, 0.5, 0.1, 1, 0.1, KernelSet.OPTIMISED);
        PretrainConfig config = Pretrainings.config(
                steps, 4, List.of(1.0), 0.4, 120, 0.003, 0.1, 0.01, 10, model, 4, 1000, 1000, false);
        return Pretrainings.job(
                engine,
                provider.capability(Pretraining.class).orElseThrow(),
                UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32).with(settings),
                config,
                train,
                List.of(),
                new WaveformReader(new AudioReader(), "small"),
                SmallCorpus.labels(),
                SmallCorpus::filterBank,
                false,
                folder.resolve("work"),
                folder.resolve(name),
                Progress.silent(),
                null);
    }

    private String digest(UpstreamProvider provider, Path checkpoint) {
        UpstreamSpec options =
                UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32).from(checkpoint);
        try (Upstream upstream = provider.open(engine, options);
                HiddenStates states = upstream.encode(WaveformBatch.of(Signals.of(1, 8_000)))) {
            assertThat(states.layers().get(2).toFloatArray()).doesNotContain(Float.NaN);
            return upstream.digest();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void the_loss_falls_and_the_models_before_and_after_can_be_opened(UpstreamProvider provider) {
        job(provider, "a", 40).run(false, () -> false);
        List<TrainingEvent> events = TrainingLog.pretraining(folder.resolve("a").resolve(PretrainJob.EVENTS))
                .read();
        assertThat(events).hasSize(10);
        assertThat(events.get(9).value("loss")).isLessThan(events.get(0).value("loss"));
        TrainingEvent last = events.get(9);
        assertThat(last.byLayer("layer_losses")).containsOnlyKeys(2);
        assertThat(last.value("layer_losses/2")).isCloseTo(last.value("masked_loss"), within(1e-9));
        assertThat(last.value("classes_predicted")).isBetween(0.25, 1.0);
        assertThat(last.value("prediction_perplexity")).isBetween(1.0, 4.0);
        String before = digest(provider, folder.resolve("a").resolve(PretrainJob.INITIAL));
        String after = digest(provider, folder.resolve("a").resolve(PretrainJob.MODEL));
        assertThat(after).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cosine", "linear"})
    void every_head_learns_and_each_predicted_layer_has_its_loss(String head) {
        for (UpstreamProvider provider : providers().toList()) {
            String name = provider.name() + head;
            Map<String, String> settings = Map.of("head", head, "intermediate", "true");
            job(provider, name, 40, settings).run(false, () -> false);
            List<TrainingEvent> events = events(name);
            assertThat(events.get(9).value("loss"))
                    .as(name)
                    .isLessThan(events.get(0).value("loss"));
            Map<Integer, Double> losses = events.get(9).byLayer("layer_losses");
            assertThat(losses).containsOnlyKeys(1, 2);
            double mean = (losses.get(1) + losses.get(2)) / 2;
            assertThat(mean).isCloseTo(events.get(9).value("masked_loss"), within(1e-4));
            digest(provider, folder.resolve(name).resolve(PretrainJob.MODEL));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_decoder_of_masked_frames_learns_and_the_model_opens_as_an_upstream(UpstreamProvider provider) {
        job(provider, "decoder", 40, Map.of("masked_frames", "decoder")).run(false, () -> false);
        List<TrainingEvent> events = events("decoder");
        assertThat(events.get(9).value("loss")).isLessThan(events.get(0).value("loss"));
        digest(provider, folder.resolve("decoder").resolve(PretrainJob.MODEL));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void fast_hubert_learns_at_20_40_and_80_milliseconds(int convolutions) {
        UpstreamProvider provider = new FastHubertProvider();
        job(provider, "rate", 40, Map.of("convolutions", Integer.toString(convolutions)))
                .run(false, () -> false);
        List<TrainingEvent> events = events("rate");
        assertThat(events.get(9).value("loss")).isLessThan(events.get(0).value("loss"));
        UpstreamSpec options = UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32)
                .from(folder.resolve("rate").resolve(PretrainJob.MODEL));
        try (Upstream upstream = provider.open(engine, options)) {
            assertThat(upstream.card().frameStride()).isEqualTo(160 << convolutions);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_network_with_other_dimensions_than_its_size_learns_and_opens_as_it_was(UpstreamProvider provider) {
        Map<String, String> thin = Map.of(
                "layers",
                "1",
                "hidden_size",
                "16",
                "attention_heads",
                "2",
                "feed_forward",
                "24",
                "conv_channels",
                "12");
        job(provider, "thin", 40, thin).run(false, () -> false);
        List<TrainingEvent> events = events("thin");
        assertThat(events.get(9).value("loss")).isLessThan(events.get(0).value("loss"));
        UpstreamSpec random =
                UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32).with(thin);
        UpstreamSpec trained = UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32)
                .from(folder.resolve("thin").resolve(PretrainJob.MODEL));
        assertThat(provider.describe(trained).cost())
                .isEqualTo(provider.describe(random).cost());
        assertThat(provider.describe(trained).hiddenSize()).isEqualTo(16);
        assertRefused(() -> provider.describe(trained.with(Map.of("layers", "2"))), "layers 1", "2 is given");
        try (Upstream upstream = provider.open(engine, trained.with(thin));
                HiddenStates states = upstream.encode(WaveformBatch.of(Signals.of(1, 8_000)))) {
            assertThat(states.layers()).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void crops_to_the_shortest_of_a_batch_are_learnt_from_too(UpstreamProvider provider) {
        PretrainJob usual = job(provider, "shortest", 40);
        PretrainConfig config = Pretrainings.config(
                usual.config(), new PretrainConfig.Crops(List.of(0.5, 4.0), PretrainConfig.CropLength.SHORTEST));
        assertThat(config.settings(1)).containsEntry("crop_to", "shortest");
        new PretrainJob(
                        usual.engines(),
                        usual.provider(),
                        usual.options(),
                        config,
                        usual.data(),
                        usual.work(),
                        usual.out(),
                        Progress.silent())
                .run(false, () -> false);
        List<TrainingEvent> events = events("shortest");
        assertThat(events.get(9).value("loss")).isLessThan(events.get(0).value("loss"));
    }

    private List<TrainingEvent> untimed(String run) {
        return Pretrainings.untimed(events(run));
    }

    private List<TrainingEvent> events(String run) {
        return TrainingLog.pretraining(folder.resolve(run).resolve(PretrainJob.EVENTS))
                .read();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_run_that_was_stopped_and_resumed_ends_with_the_weights_of_one_that_was_not(UpstreamProvider provider) {
        TestEngine.assumeEqualBits();
        job(provider, "straight", 12).run(false, () -> false);
        AtomicInteger done = new AtomicInteger();
        job(provider, "stopped", 12).run(false, () -> done.incrementAndGet() == 5);
        job(provider, "stopped", 12).run(true, () -> false);
        assertThat(weights("stopped")).isEqualTo(weights("straight"));
        assertThat(untimed("stopped")).isEqualTo(untimed("straight"));
    }

    private String weights(String run) {
        return Digests.sha256(folder.resolve(run).resolve(PretrainJob.MODEL).resolve("model.safetensors"));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_model_of_another_size_is_refused(UpstreamProvider provider) {
        job(provider, "a", 1).run(false, () -> false);
        Path model = folder.resolve("a").resolve(PretrainJob.MODEL);
        UpstreamSpec options =
                UpstreamSpec.of(provider.name(), "tiny", 5, Precision.FP32).from(model);
        assertRefused(() -> provider.open(engine, options), "size 'test'");
    }
}
