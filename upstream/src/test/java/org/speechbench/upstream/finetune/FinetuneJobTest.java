package org.speechbench.upstream.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.speechbench.core.testing.Refusal.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.model.LayoutTimer;
import org.speechbench.upstream.model.PositionalLayout;
import org.speechbench.upstream.pretrain.Pretrainings;
import org.speechbench.upstream.pretrain.SmallCorpus;
import org.speechbench.upstream.targets.LabelSource;
import org.speechbench.upstream.training.Logging;
import org.speechbench.upstream.training.MicroBatches;

/** The loop with the real models: symbols are the pitches of tones of 100 ms. */
class FinetuneJobTest {
    private static final WaveformReader READER = new WaveformReader(new AudioReader(), "small");
    private static final List<String> SYMBOLS = List.of("<blank>", "P0", "P1", "P2", "P3");
    private static final FinetuneOptions DISTURBED = new FinetuneOptions(
            new FinetuneOptions.Regularisation(0.1, 0.1, 0.2), new FinetuneOptions.Masking(0.3, 120, 0.2, 4, false));

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static EngineContext engine;
    private static List<FinetuneExample> train;

    @BeforeAll
    static void start() throws IOException {
        engine = TestEngine.start();
        List<FinetuneExample> examples = new ArrayList<>();
        try (LabelSource.Labeler labeler = SmallCorpus.labels().fit(List.of(), READER, Progress.silent())) {
            for (Utterance u : SmallCorpus.write(shared, "train", 8, 1)) {
                short[] frames = labeler.label(u, READER.read(u));
                List<Integer> target = new ArrayList<>();
                for (int t = 3; t < frames.length; t += 10) {
                    int symbol = frames[t] + 1;
                    if (target.isEmpty() || target.get(target.size() - 1) != symbol) {
                        target.add(symbol);
                    }
                }
                examples.add(new FinetuneExample(
                        u, target.stream().mapToInt(Integer::intValue).toArray()));
            }
        }
        train = List.copyOf(examples);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    static Stream<UpstreamProvider> providers() {
        return Stream.of(new HubertProvider(), new FastHubertProvider());
    }

    /** Share of frames that are not blank: something that changes while a model learns. */
    private record Loud() implements DevMetric {
        @Override
        public Metric metric() {
            return new Metric("loud", "loud", "%", Metric.Direction.HIGHER_IS_BETTER);
        }

        @Override
        public double score(List<int[]> paths) {
            return paths.stream()
                    .flatMapToInt(Arrays::stream)
                    .map(c -> c > 0 ? 100 : 0)
                    .average()
                    .orElse(0);
        }
    }

    private FinetuneJob job(UpstreamProvider provider, String name, FinetuneConfig config, @Nullable Path from) {
        return job(provider, name, config, from, train, train.subList(0, 2));
    }

    private FinetuneJob job(
            UpstreamProvider provider,
            String name,
            FinetuneConfig config,
            @Nullable Path from,
            List<FinetuneExample> examples,
            List<FinetuneExample> dev) {
        UpstreamSpec spec =
                UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32).from(from);
        return new FinetuneJob(
                List.of(engine),
                new FinetuneJob.Start(provider.capability(Finetuning.class).orElseThrow(), spec, ""),
                config,
                new FinetuneJob.Data(SYMBOLS, examples, dev, READER, new Loud()),
                folder.resolve(name),
                Progress.silent());
    }

    private static FinetuneConfig config(int steps, double headOnly, double frontFrozen, FinetuneOptions model) {
        return config(steps, headOnly, frontFrozen, model, MicroBatches.WHOLE);
    }

    private static FinetuneConfig config(
            int steps, double headOnly, double frontFrozen, FinetuneOptions model, MicroBatches passes) {
        return new FinetuneConfig(
                new FinetuneConfig.Schedule(
                        steps, 6, 0.003, 0.1, 0.4, 0.5, 0.05, model.equals(FinetuneOptions.NONE) ? 0 : 5),
                new FinetuneConfig.Freezing(headOnly, frontFrozen),
                model,
                passes,
                new Logging(4, 8, 1000));
    }

    private List<TrainingEvent> events(String run) {
        return TrainingLog.finetuning(folder.resolve(run).resolve(FinetuneJob.EVENTS))
                .read();
    }

    private Path model(String run) {
        return folder.resolve(run).resolve(FinetuneJob.MODEL);
    }

    private Map<String, float[]> weights(String run) {
        Map<String, float[]> values = new java.util.TreeMap<>();
        Safetensors.read(model(run).resolve("model.safetensors"))
                .tensors()
                .forEach((n, t) -> values.put(n, t.floats()));
        return values;
    }

    @ParameterizedTest
    @MethodSource("providers")
    void the_loss_falls_and_the_model_opens_as_recogniser_and_as_upstream(UpstreamProvider provider) {
        FinetuneResult result = job(provider, "a", config(120, 0, 0, FinetuneOptions.NONE), null)
                .run(false, () -> false);
        List<TrainingEvent> events = events("a");
        assertThat(events).hasSize(30);
        assertThat(events.get(29).value("loss")).isLessThan(0.7 * events.get(0).value("loss"));
        assertThat(events.stream().filter(e -> Double.isFinite(e.value("dev")))).hasSize(15);
        assertThat(result.model()).isEqualTo(model("a"));
        assertThat(result.training().audioHours()).isPositive();
        UpstreamSpec options =
                UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32).from(model("a"));
        try (CtcRecognizer recognizer =
                        provider.capability(Finetuning.class).orElseThrow().recognizer(engine, options);
                Upstream upstream = provider.open(engine, options)) {
            assertThat(recognizer.symbols()).isEqualTo(SYMBOLS);
            float[][] answer =
                    recognizer.logProbabilities(READER.read(train.get(0).utterance()));
            assertThat(answer)
                    .hasDimensions(
                            upstream.atMostFrames((int) train.get(0).utterance().numSamples()), 5);
            double sum = 0;
            for (float logProbability : answer[7]) {
                sum += Math.exp(logProbability);
            }
            assertThat(sum).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void a_run_that_is_resumed_has_the_kernels_that_were_chosen_for_it() throws IOException {
        TestEngine.assumeEqualBits();
        UpstreamProvider provider = new HubertProvider();
        EngineContext first = LayoutTimer.engine(engine, PositionalLayout.CHANNELS_FIRST);
        EngineContext last = LayoutTimer.engine(engine, PositionalLayout.CHANNELS_LAST);
        FinetuneConfig config = config(8, 0, 0, DISTURBED);
        on(first, job(provider, "straight", config, null)).run(false, () -> false);
        on(last, job(provider, "last", config, null)).run(false, () -> false);
        AtomicInteger done = new AtomicInteger();
        on(first, job(provider, "resumed", config, null)).run(false, () -> done.incrementAndGet() == 4);
        on(last, job(provider, "resumed", config, null)).run(true, () -> false);
        assertThat(Digests.sha256(model("resumed").resolve("model.safetensors")))
                .isEqualTo(Digests.sha256(model("straight").resolve("model.safetensors")))
                .isNotEqualTo(Digests.sha256(model("last").resolve("model.safetensors")));
        assertThat(new ObjectMapper()
                        .readTree(model("resumed").resolve("config.json").toFile())
                        .path("training")
                        .path("kernels"))
                .singleElement()
                .extracting(JsonNode::asText)
                .isEqualTo("channels_first");
    }

    private static FinetuneJob on(EngineContext other, FinetuneJob job) {
        return new FinetuneJob(List.of(other), job.start(), job.config(), job.data(), job.out(), job.progress());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void parts_that_are_frozen_keep_their_weights(UpstreamProvider provider) {
        job(provider, "head", config(8, 1, 1, DISTURBED), null).run(false, () -> false);
        job(provider, "none", config(1, 1, 1, DISTURBED), null).run(false, () -> false);
        job(provider, "partial", config(8, 0, 1, DISTURBED), null).run(false, () -> false);
        job(provider, "whole", config(8, 0, 0, DISTURBED), null).run(false, () -> false);
        Map<String, float[]> start = weights("none");
        assertThat(changed(start, weights("head"))).allMatch(n -> n.startsWith("ctc."));
        assertThat(changed(start, weights("head"))).isNotEmpty();
        List<String> partial = changed(start, weights("partial"));
        List<String> whole = changed(start, weights("whole"));
        assertThat(partial).anyMatch(n -> n.contains("layers.")).noneMatch(FinetuneJobTest::isFront);
        assertThat(whole).containsAll(partial).anyMatch(FinetuneJobTest::isFront);
    }

    private static boolean isFront(String name) {
        return name.startsWith("subsampler.") || name.startsWith("feature_extractor.");
    }

    private static List<String> changed(Map<String, float[]> from, Map<String, float[]> to) {
        return from.keySet().stream()
                .filter(n -> !Arrays.equals(from.get(n), to.get(n)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_run_that_was_stopped_and_resumed_ends_with_the_weights_of_one_that_was_not(UpstreamProvider provider) {
        TestEngine.assumeEqualBits();
        FinetuneConfig config = config(14, 0.3, 0.6, DISTURBED);
        job(provider, "straight", config, null).run(false, () -> false);
        AtomicInteger done = new AtomicInteger();
        FinetuneResult stopped = job(provider, "stopped", config, null).run(false, () -> done.incrementAndGet() == 6);
        assertThat(stopped.model()).isNull();
        job(provider, "stopped", config, null).run(true, () -> false);
        assertThat(Digests.sha256(model("stopped").resolve("model.safetensors")))
                .isEqualTo(Digests.sha256(model("straight").resolve("model.safetensors")));
        assertThat(Pretrainings.untimed(events("stopped"))).isEqualTo(Pretrainings.untimed(events("straight")));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void parts_of_batches_and_devices_change_rounding_only(UpstreamProvider provider) {
        FinetuneOptions masked =
                new FinetuneOptions(new FinetuneOptions.Regularisation(0, 0, 0.2), DISTURBED.masking());
        FinetuneConfig whole = config(12, 0.2, 0.4, masked);
        job(provider, "whole", whole, null).run(false, () -> false);
        FinetuneConfig divided = config(12, 0.2, 0.4, masked, new MicroBatches(3, MicroBatches.OnOutOfMemory.HALVE));
        AtomicInteger done = new AtomicInteger();
        job(provider, "parts", divided, null).run(false, () -> done.incrementAndGet() == 5);
        job(provider, "parts", divided, null).run(true, () -> false);
        job(provider, "straight", divided, null).run(false, () -> false);
        FinetuneJob one = job(provider, "devices", whole, null);
        try (EngineContext second = TestEngine.start()) {
            new FinetuneJob(List.of(engine, second), one.start(), whole, one.data(), one.out(), Progress.silent())
                    .run(false, () -> false);
        }
        assertThat(changed(weights("straight"), weights("parts"))).isEmpty();
        assertThat(divided.settings(1)).containsEntry("micro_batch_seconds", "3.0");
        List<TrainingEvent> wanted = events("whole");
        for (String name : List.of("parts", "devices")) {
            List<TrainingEvent> got = events(name);
            assertThat(got).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(got.get(i).value("loss"))
                        .as(name + " event " + i)
                        .isCloseTo(wanted.get(i).value("loss"), within(2e-3));
                assertThat(got.get(i).value("grad_norm"))
                        .isCloseTo(wanted.get(i).value("grad_norm"), withinPercentage(2));
            }
        }
    }

    /** The state as it was when fine-tuning had a format of its own. */
    @Test
    void a_checkpoint_of_the_version_before_one_loop_is_resumed_to_the_same_weights_and_log() throws IOException {
        TestEngine.assumeEqualBits();
        UpstreamProvider provider = new FastHubertProvider();
        FinetuneConfig config = config(14, 0.3, 0.6, DISTURBED);
        job(provider, "straight", config, null).run(false, () -> false);
        AtomicInteger done = new AtomicInteger();
        job(provider, "old", config, null).run(false, () -> done.incrementAndGet() == 10);
        Path state = folder.resolve("old/checkpoints/step-000000010/state.json");
        ObjectMapper json = new ObjectMapper();
        ObjectNode now = (ObjectNode) json.readTree(state.toFile());
        ObjectNode old = json.createObjectNode();
        List.of("step", "audioSeconds", "optimisers", "lossScale", "identity", "files")
                .forEach(key -> old.set(key, now.path(key)));
        old.set("totalSeconds", now.path("times").path("total"));
        old.put("bestStep", now.path("memory").path("best_step").asLong());
        old.set("bestDev", now.path("memory").path("best_dev"));
        old.set("lossSum", now.path("sums").path("values").path(0));
        old.set("normSum", now.path("sums").path("norm"));
        old.put("summed", now.path("sums").path("steps").asInt());
        old.put("norms", now.path("sums").path("norms").asInt());
        assertThat(old.path("summed").asInt()).isEqualTo(2);
        json.writeValue(state.toFile(), old);

        assertThat(job(provider, "old", config, null).run(true, () -> false).bestDev())
                .isFinite();

        assertThat(changed(weights("straight"), weights("old"))).isEmpty();
        assertThat(Pretrainings.untimed(events("old"))).isEqualTo(Pretrainings.untimed(events("straight")));
    }

    @Test
    void a_checkpoint_of_another_configuration_is_refused() {
        AtomicInteger done = new AtomicInteger();
        job(new FastHubertProvider(), "a", config(8, 0, 0, DISTURBED), null)
                .run(false, () -> done.incrementAndGet() == 3);
        assertRefused(
                () -> job(new FastHubertProvider(), "a", config(8, 0, 0, FinetuneOptions.NONE), null)
                        .run(true, () -> false),
                "is of another run",
                "model=");
    }

    @Test
    void fine_tuning_goes_on_from_the_backbone_of_a_checkpoint_with_a_new_head() {
        UpstreamProvider provider = new FastHubertProvider();
        job(provider, "first", config(8, 0, 0, FinetuneOptions.NONE), null).run(false, () -> false);
        job(provider, "second", config(1, 1, 1, FinetuneOptions.NONE), model("first"))
                .run(false, () -> false);
        assertThat(changed(weights("first"), weights("second"))).containsExactlyInAnyOrder("ctc.bias", "ctc.weight");
    }

    @Test
    void spec_augment_hides_parts_of_log_mel_input_and_is_refused_for_waveforms() {
        FinetuneOptions augmented = new FinetuneOptions(
                FinetuneOptions.Regularisation.NONE, new FinetuneOptions.Masking(0, 200, 0, 64, true));
        job(new FastHubertProvider(), "plain", config(4, 0, 0, FinetuneOptions.NONE), null)
                .run(false, () -> false);
        job(new FastHubertProvider(), "augmented", config(4, 0, 0, augmented), null)
                .run(false, () -> false);
        assertThat(events("augmented").get(0).value("loss"))
                .isNotEqualTo(events("plain").get(0).value("loss"));
        assertRefused(
                () -> job(new HubertProvider(), "waves", config(4, 0, 0, augmented), null)
                        .run(false, () -> false),
                "reads waveforms");
    }

    @Test
    void utterances_whose_targets_are_too_long_are_left_out_and_counted() {
        List<FinetuneExample> examples = new ArrayList<>(train);
        examples.add(new FinetuneExample(train.get(0).utterance(), new int[500]));
        FinetuneConfig config = config(2, 0, 0, FinetuneOptions.NONE);
        FinetuneResult result = job(new FastHubertProvider(), "long", config, null, examples, List.of())
                .run(false, () -> false);
        assertThat(result.infeasible()).isEqualTo(1);
        assertThat(result.bestDev()).isNull();
        assertThat(result.bestStep()).isEqualTo(2);
    }

    @Test
    void a_manifest_need_not_state_the_lengths_of_recordings() {
        FinetuneConfig config = config(4, 0, 0, FinetuneOptions.NONE);
        job(new FastHubertProvider(), "stated", config, null).run(false, () -> false);
        List<FinetuneExample> unstated = train.stream()
                .map(e -> {
                    Utterance u = e.utterance();
                    return new FinetuneExample(
                            new Utterance(u.id(), u.audio(), 0, u.speaker(), u.split(), u.labels()), e.target());
                })
                .toList();
        job(new FastHubertProvider(), "unstated", config, null, unstated, train.subList(0, 2))
                .run(false, () -> false);
        assertThat(changed(weights("stated"), weights("unstated"))).isEmpty();
    }

    @Test
    void a_trained_recogniser_labels_every_frame_of_audio_without_transcripts() {
        UpstreamProvider provider = new FastHubertProvider();
        job(provider, "a", config(120, 0, 0, FinetuneOptions.NONE), null).run(false, () -> false);
        PhoneCtcLabels labels = new PhoneCtcLabels(
                engine,
                provider.capability(Finetuning.class).orElseThrow(),
                UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32).from(model("a")),
                0.2);
        assertThat(labels.classes()).isEqualTo(5);
        assertThat(labels.stride()).isEqualTo(640);
        Utterance u = train.get(0).utterance();
        try (LabelSource.Labeler labeler = labels.fit(List.of(u), READER, Progress.silent())) {
            short[] got = labeler.label(u, READER.read(u));
            assertThat(got).hasSize((int) Math.ceil((1 + (u.numSamples() - 400) / 160) / 4.0));
            for (short label : got) {
                assertThat((int) label).isBetween(0, 4);
            }
        }
        PhoneCtcLabels farther = new PhoneCtcLabels(
                engine,
                provider.capability(Finetuning.class).orElseThrow(),
                UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32).from(model("a")),
                0.3);
        assertThat(farther.settings()).isNotEqualTo(labels.settings());
    }

    @Test
    void a_model_without_a_head_is_no_recogniser() {
        UpstreamSpec random = UpstreamSpec.of("fast_hubert", "test", 5, Precision.FP32);
        assertRefused(() -> new FastHubertProvider().recognizer(engine, random), "there is no checkpoint");
    }
}
