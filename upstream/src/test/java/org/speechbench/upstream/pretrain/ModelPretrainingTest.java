package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import org.speechbench.core.UserError;
import org.speechbench.core.result.PretrainDiagnostics;
import org.speechbench.core.result.PretrainEvent;
import org.speechbench.core.result.PretrainLog;
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

    private PretrainJob job(UpstreamProvider provider, String name, long steps) {
        return job(provider, name, steps, Map.of());
    }

    private PretrainJob job(UpstreamProvider provider, String name, long steps, Map<String, String> settings) {
        PretrainOptions model = new PretrainOptions(0.1, 0.2, 0.5, 0.1, 1, 0.1);
        PretrainConfig config = new PretrainConfig(
                steps, 4, List.of(1.0), 0.4, 120, 0.003, 0.1, 0.01, 10, model, 1, 4, 1000, 1000, false);
        return new PretrainJob(
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
        UpstreamSpec options = UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32).from(checkpoint);
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
        List<PretrainEvent> events = new PretrainLog(folder.resolve("a").resolve(PretrainJob.EVENTS)).read();
        assertThat(events).hasSize(10);
        assertThat(events.get(9).loss()).isLessThan(events.get(0).loss());
        PretrainDiagnostics seen = events.get(9).diagnostics();
        assertThat(seen.layerLosses()).containsOnlyKeys(2);
        assertThat(seen.layerLosses().get(2)).isCloseTo(events.get(9).maskedLoss(), within(1e-9));
        assertThat(seen.classesPredicted()).isBetween(0.25, 1.0);
        assertThat(seen.predictionPerplexity()).isBetween(1.0, 4.0);
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
            List<PretrainEvent> events = events(name);
            assertThat(events.get(9).loss()).as(name).isLessThan(events.get(0).loss());
            Map<Integer, Double> losses = events.get(9).diagnostics().layerLosses();
            assertThat(losses).containsOnlyKeys(1, 2);
            double mean = (losses.get(1) + losses.get(2)) / 2;
            assertThat(mean).isCloseTo(events.get(9).maskedLoss(), within(1e-4));
            digest(provider, folder.resolve(name).resolve(PretrainJob.MODEL));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_decoder_of_masked_frames_learns_and_the_model_opens_as_an_upstream(UpstreamProvider provider) {
        job(provider, "decoder", 40, Map.of("masked_frames", "decoder")).run(false, () -> false);
        List<PretrainEvent> events = events("decoder");
        assertThat(events.get(9).loss()).isLessThan(events.get(0).loss());
        digest(provider, folder.resolve("decoder").resolve(PretrainJob.MODEL));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void fast_hubert_learns_at_20_40_and_80_milliseconds(int convolutions) {
        UpstreamProvider provider = new FastHubertProvider();
        job(provider, "rate", 40, Map.of("convolutions", Integer.toString(convolutions)))
                .run(false, () -> false);
        List<PretrainEvent> events = events("rate");
        assertThat(events.get(9).loss()).isLessThan(events.get(0).loss());
        UpstreamSpec options = UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32).from(folder.resolve("rate").resolve(PretrainJob.MODEL));
        try (Upstream upstream = provider.open(engine, options)) {
            assertThat(upstream.card().frameStride()).isEqualTo(160 << convolutions);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void crops_to_the_shortest_of_a_batch_are_learnt_from_too(UpstreamProvider provider) {
        PretrainJob usual = job(provider, "shortest", 40);
        PretrainConfig c = usual.config();
        PretrainConfig config = new PretrainConfig(
                c.steps(),
                c.batchSeconds(),
                List.of(0.5, 4.0),
                c.maskProbability(),
                c.maskMilliseconds(),
                c.learningRate(),
                c.warmupShare(),
                c.weightDecay(),
                c.clip(),
                c.model(),
                c.seed(),
                c.logEvery(),
                c.evaluateEvery(),
                c.checkpointEvery(),
                true);
        assertThat(config.settings()).containsEntry("crop_to", "shortest");
        new PretrainJob(
                        engine,
                        provider.capability(Pretraining.class).orElseThrow(),
                        usual.options(),
                        config,
                        train,
                        List.of(),
                        usual.reader(),
                        usual.labels(),
                        usual.filterBank(),
                        false,
                        usual.work(),
                        usual.out(),
                        Progress.silent(),
                        null)
                .run(false, () -> false);
        List<PretrainEvent> events = events("shortest");
        assertThat(events.get(9).loss()).isLessThan(events.get(0).loss());
    }

    private List<PretrainEvent> events(String run) {
        return new PretrainLog(folder.resolve(run).resolve(PretrainJob.EVENTS)).read();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_run_that_was_stopped_and_resumed_ends_with_the_weights_of_one_that_was_not(UpstreamProvider provider) {
        job(provider, "straight", 12).run(false, () -> false);
        AtomicInteger done = new AtomicInteger();
        job(provider, "stopped", 12).run(false, () -> done.incrementAndGet() == 5);
        job(provider, "stopped", 12).run(true, () -> false);
        assertThat(weights("stopped")).isEqualTo(weights("straight"));
        assertThat(events("stopped").stream().map(PretrainEvent::diagnostics).toList())
                .isEqualTo(events("straight").stream()
                        .map(PretrainEvent::diagnostics)
                        .toList());
    }

    private String weights(String run) {
        return Digests.sha256(folder.resolve(run).resolve(PretrainJob.MODEL).resolve("model.safetensors"));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_model_of_another_size_is_refused(UpstreamProvider provider) {
        job(provider, "a", 1).run(false, () -> false);
        Path model = folder.resolve("a").resolve(PretrainJob.MODEL);
        UpstreamSpec options = UpstreamSpec.of(provider.name(), "tiny", 5, Precision.FP32).from(model);
        assertThatThrownBy(() -> provider.open(engine, options))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("size 'test'");
    }
}
