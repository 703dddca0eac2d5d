package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.labels.FileLabels;
import org.speechbench.upstream.labels.LabelQuality;
import org.speechbench.upstream.targets.LabelSource;
import org.speechbench.upstream.training.TrainerResult;

class PretrainJobTest {
    private static final BooleanSupplier NEVER = () -> false;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static EngineContext engine;
    private static List<Utterance> train;
    private static List<Utterance> dev;

    private final List<String> notes = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        engine = TestEngine.start();
        train = SmallCorpus.write(shared, "train", 24, 1);
        dev = SmallCorpus.write(shared, "dev", 6, 2);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void learns_and_writes_a_model_and_its_log() throws IOException {
        PretrainResult result = job("a", config(60, 0.01)).run(false, NEVER);

        TrainerResult training = result.training();
        assertThat(training.finished()).isTrue();
        assertThat(training.steps()).isEqualTo(60);
        assertThat(training.audioHours() * 3600).isEqualTo(60 * 8.0);
        assertThat(training.stepSeconds()).isPositive().isLessThanOrEqualTo(training.trainSeconds());
        List<TrainingEvent> events = events("a");
        assertThat(events).hasSize(12);
        TrainingEvent last = events.get(11);
        assertThat(last.value("unmasked_accuracy")).isGreaterThan(0.9);
        assertThat(last.value("masked_accuracy")).isLessThan(0.7);
        assertThat(last.value("loss")).isLessThan(events.get(0).value("loss"));
        assertThat(last.value("dev_loss")).isEqualTo(result.devLoss()).isFinite();
        assertThat(events.get(0).value("dev_loss")).isNaN();
        JsonNode config = new ObjectMapper()
                .readTree(folder.resolve("a/model/config.json").toFile());
        assertThat(config.path("provider").asText()).isEqualTo("linear");
        assertThat(config.path("kind").asText()).isEqualTo("linear");
        assertThat(config.path("labels").path("classes").asInt()).isEqualTo(4);
        assertThat(config.path("labels").path("uses_labels").asText()).isEqualTo("false");
        assertThat(config.path("weights_sha256").asText()).isEqualTo(weights("a"));
    }

    @Test
    void equal_runs_have_equal_weights_and_another_seed_has_not() {
        TestEngine.assumeEqualBits();
        job("a", config(12, 0.01)).run(false, NEVER);
        job("b", config(12, 0.01)).run(false, NEVER);
        PretrainJob c = job("c", config(12, 0.01));
        new PretrainJob(
                        c.engines(),
                        c.provider(),
                        UpstreamSpec.of("linear", "", 6, Precision.FP32),
                        c.config(),
                        c.data(),
                        c.work(),
                        c.out(),
                        c.progress())
                .run(false, NEVER);
        assertThat(weights("b")).isEqualTo(weights("a"));
        assertThat(weights("c")).isNotEqualTo(weights("a"));
    }

    @Test
    void a_run_that_stopped_and_resumed_ends_like_one_that_did_not() {
        TestEngine.assumeEqualBits();
        job("straight", config(20, 0.01)).run(false, NEVER);

        PretrainResult half = job("resumed", config(20, 0.01)).run(false, after(12));
        assertThat(half.training().finished()).isFalse();
        assertThat(half.model()).isNull();
        PretrainResult whole = job("resumed", config(20, 0.01)).run(true, NEVER);

        assertThat(whole.training().finished()).isTrue();
        assertThat(whole.training().stepSeconds())
                .isGreaterThan(half.training().stepSeconds())
                .isLessThanOrEqualTo(whole.training().trainSeconds());
        assertThat(weights("resumed")).isEqualTo(weights("straight"));
        assertThat(events("resumed")).isNotEmpty().isEqualTo(events("straight"));
        assertThat(folder.resolve("straight/tensorboard").toFile().list()).hasSize(1);
        assertThat(folder.resolve("resumed/tensorboard").toFile().list()).hasSize(2);
    }

    @Test
    void a_run_that_was_killed_repeats_what_came_after_its_last_checkpoint() {
        TestEngine.assumeEqualBits();
        job("straight", config(20, 0.01)).run(false, NEVER);

        AtomicInteger steps = new AtomicInteger();
        BooleanSupplier crash = () -> {
            if (steps.incrementAndGet() == 16) {
                throw new IllegalStateException("killed");
            }
            return false;
        };
        assertThatThrownBy(() -> job("killed", config(20, 0.01)).run(false, crash))
                .hasMessage("killed");
        assertThat(events("killed")).last().extracting(TrainingEvent::step).isEqualTo(15L);
        job("killed", config(20, 0.01)).run(true, NEVER);

        assertThat(weights("killed")).isEqualTo(weights("straight"));
        assertThat(events("killed")).isEqualTo(events("straight"));
    }

    @Test
    void a_damaged_checkpoint_is_passed_over_with_a_warning() throws IOException {
        TestEngine.assumeEqualBits();
        job("straight", config(20, 0.01)).run(false, NEVER);
        job("torn", config(20, 0.01)).run(false, after(17));
        assertThat(checkpoints("torn")).containsExactly("step-000000014", "step-000000017");
        Files.createDirectories(folder.resolve("torn/checkpoints/.step-000000018.part1"));
        Files.write(
                folder.resolve("torn/checkpoints/step-000000017/optimizer.safetensors"),
                new byte[] {1},
                StandardOpenOption.APPEND);

        job("torn", config(20, 0.01)).run(true, NEVER);

        assertThat(notes).anyMatch(n -> n.contains("step-000000017 is damaged"));
        assertThat(notes).contains("Resumed at step 14.");
        assertThat(checkpoints("torn")).containsExactly("step-000000014", "step-000000020");
        assertThat(weights("torn")).isEqualTo(weights("straight"));
    }

    @Test
    void refuses_to_resume_with_another_configuration_and_says_what_differs() {
        job("a", config(20, 0.01)).run(false, after(8));
        assertThatThrownBy(() -> job("a", config(20, 0.02)).run(true, NEVER))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("learning_rate=0.01 there, 0.02 now")
                .message()
                .doesNotContain("seed");
    }

    /** What is left of a version that trimmed the masks of a whole batch: a state without the length of a group. */
    @Test
    void a_checkpoint_whose_masks_were_drawn_in_another_way_is_refused_with_the_reason() throws IOException {
        job("a", config(20, 0.01)).run(false, after(8));
        Path state = folder.resolve("a/checkpoints/step-000000008/state.json");
        ObjectMapper json = new ObjectMapper();
        ObjectNode old = (ObjectNode) json.readTree(state.toFile());
        assertThat(old.path("identity").path("mask_group_seconds").asText()).isEqualTo("87.5");
        ((ObjectNode) old.path("identity")).remove("mask_group_seconds");
        json.writeValue(state.toFile(), old);

        assertRefused(
                () -> job("a", config(20, 0.01)).run(true, NEVER),
                "step 8",
                "trimmed masks to the fewest of the whole batch");
        assertThat(state).exists();
    }

    /** The state as it was when pre-training had a format of its own: 7 sums, norms, steps, audio, seconds, and the rest. */
    @Test
    void a_checkpoint_of_the_version_before_one_loop_is_resumed_to_the_same_weights_and_log() throws IOException {
        TestEngine.assumeEqualBits();
        job("straight", config(20, 0.01)).run(false, NEVER);
        job("old", config(20, 0.01)).run(false, after(12));
        Path state = folder.resolve("old/checkpoints/step-000000012/state.json");
        ObjectMapper json = new ObjectMapper();
        ObjectNode now = (ObjectNode) json.readTree(state.toFile());
        JsonNode sums = now.path("sums");
        ObjectNode old = json.createObjectNode();
        List.of("step", "audioSeconds", "lossScale", "identity", "files").forEach(key -> old.set(key, now.path(key)));
        for (String clock : List.of("train", "step", "total")) {
            old.set(clock + "Seconds", now.path("times").path(clock));
        }
        old.set("optimiserSteps", now.path("optimisers").path(0).path("steps"));
        old.set("skippedSteps", now.path("optimisers").path(0).path("skipped"));
        old.set("devLoss", now.path("memory").path("dev_loss"));
        old.set("devMaskedAccuracy", now.path("memory").path("dev_masked_accuracy"));
        ArrayNode interval = old.putArray("interval");
        for (int i = 0; i < 7; i++) {
            interval.add(sums.path("values").path(i).asDouble());
        }
        List.of("norm", "norms", "steps", "audioSeconds", "seconds")
                .forEach(key -> interval.add(sums.path(key).asDouble()));
        assertThat(interval.get(9).asDouble()).isEqualTo(2);
        json.writeValue(state.toFile(), old);

        assertThat(job("old", config(20, 0.01)).run(true, NEVER).devLoss()).isFinite();

        assertThat(weights("old")).isEqualTo(weights("straight"));
        assertThat(events("old")).isEqualTo(events("straight"));
    }

    @Test
    void refuses_to_overwrite_a_run() {
        job("a", config(20, 0.01)).run(false, after(8));
        assertRefused(() -> job("a", config(20, 0.01)).run(false, NEVER), "already has a checkpoint at step 8");
    }

    @Test
    void a_run_that_diverges_names_the_step_and_keeps_its_checkpoint() throws IOException {
        assertRefused(() -> job("nan", config(20, 0.01), 9).run(false, NEVER), "step 10");
        assertThat(checkpoints("nan")).containsExactly("step-000000007");
    }

    @Test
    void targets_are_held_against_phones_where_they_are_known() throws IOException {
        StringBuilder phones = new StringBuilder("path\tlabels\n");
        for (Utterance u : train.subList(0, 5)) {
            phones.append(u.id()).append('\t').append("A ".repeat((int) (u.numSamples() / 320)));
            phones.append("B ".repeat((int) (u.numSamples() / 320))).append('\n');
        }
        FileLabels table = FileLabels.table(Files.writeString(folder.resolve("p.tsv"), phones), null, 100);

        LabelQuality quality =
                job("a", config(2, 0.01), table).run(false, NEVER).quality();

        long frames = train.subList(0, 5).stream()
                .mapToLong(u -> FrameGeometry.KALDI.frames((int) u.numSamples()))
                .sum();
        assertThat(Objects.requireNonNull(quality).frames()).isEqualTo(frames);
        assertThat(quality.phonePurity()).isBetween(0.5, 0.7);
        assertThat(quality.pnmi()).isBetween(0.0, 0.1);
        assertThat(notes).anyMatch(n -> n.startsWith("Targets: phone purity 0."));

        FileLabels others =
                FileLabels.table(Files.writeString(folder.resolve("q.tsv"), "path\tlabels\nnobody\tA\n"), null, 100);
        assertRefused(() -> job("b", config(2, 0.01), others).run(false, NEVER), "none of 30 utterances");
    }

    private PretrainJob job(String name, PretrainConfig config, FileLabels phones) {
        PretrainJob plain = job(name, config);
        return Pretrainings.job(
                engine,
                plain.provider(),
                plain.options(),
                config,
                train,
                dev,
                plain.data().reader(),
                (LabelSource) plain.data().targets(),
                plain.data().filterBank(),
                false,
                plain.work(),
                plain.out(),
                plain.progress(),
                phones);
    }

    @Test
    void features_and_labels_are_made_once() throws IOException {
        job("a", config(2, 0.01)).run(false, NEVER);
        Map<String, Long> before = written();
        job("b", config(2, 0.01)).run(false, NEVER);
        assertThat(written()).hasSize(4).isEqualTo(before);
    }

    @Test
    void what_features_and_labels_have_cost_counts_in_a_run_that_finds_them() throws IOException {
        assertThat(job("a", config(2, 0.01)).run(false, NEVER).prepareSeconds()).isPositive();
        for (String store : List.of("fbank80-*", "labels-*")) {
            claim(store, 1000);
        }
        assertThat(job("b", config(2, 0.01)).run(false, NEVER).prepareSeconds()).isBetween(2000.0, 2100.0);
    }

    /** Writes into the index of a store that it took so many seconds. */
    private void claim(String store, double seconds) throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (DirectoryStream<Path> stores = Files.newDirectoryStream(folder.resolve("work"), store)) {
            Path file = stores.iterator().next().resolve(ShardStore.INDEX);
            ObjectNode index = (ObjectNode) json.readTree(file.toFile());
            json.writeValue(file.toFile(), index.put("seconds", seconds));
        }
    }

    @Test
    void a_bad_recording_is_an_error_or_is_skipped_with_a_note() throws IOException {
        TestEngine.assumeEqualBits();
        Path bad = Files.write(folder.resolve("bad.wav"), new byte[] {1, 2, 3});
        List<Utterance> withBad = new ArrayList<>(train);
        withBad.add(3, new Utterance("bad", bad, 0, "s", "train", Map.of()));
        assertRefused(() -> job("a", config(2, 0.01), -1, withBad, false).run(false, NEVER), "bad");

        job("a", config(12, 0.01), -1, withBad, true).run(false, NEVER);
        job("b", config(12, 0.01), -1, train, false).run(false, NEVER);

        assertThat(notes).anyMatch(n -> n.startsWith("Skipped bad: "));
        assertThat(weights("a")).isEqualTo(weights("b"));
    }

    private static BooleanSupplier after(int steps) {
        AtomicInteger done = new AtomicInteger();
        return () -> done.incrementAndGet() == steps;
    }

    private static PretrainConfig config(int steps, double rate) {
        PretrainOptions options = new PretrainOptions(0.1, 0, 1, 1, 0, 1, KernelSet.OPTIMISED);
        return Pretrainings.config(
                steps, 8, List.of(1.0, 2.0), 0.4, 120, rate, 0.1, 0.01, 10, options, 5, 10, 7, false);
    }

    private PretrainJob job(String name, PretrainConfig config) {
        return job(name, config, -1);
    }

    private PretrainJob job(String name, PretrainConfig config, long poisoned) {
        return job(name, config, poisoned, train, false);
    }

    private PretrainJob job(
            String name, PretrainConfig config, long poisoned, List<Utterance> utterances, boolean skipBad) {
        return Pretrainings.job(
                engine,
                LinearModel.provider(poisoned),
                UpstreamSpec.of("linear", "", 5, Precision.FP32),
                config,
                utterances,
                dev,
                new WaveformReader(new AudioReader(), "small"),
                SmallCorpus.labels(),
                SmallCorpus::filterBank,
                skipBad,
                folder.resolve("work"),
                folder.resolve(name),
                Progress.noting(notes::add),
                null);
    }

    private String weights(String name) {
        return Digests.sha256(folder.resolve(name).resolve("model/model.safetensors"));
    }

    private List<TrainingEvent> events(String name) {
        return Pretrainings.untimed(TrainingLog.pretraining(folder.resolve(name).resolve("events.csv"))
                .read());
    }

    private List<String> checkpoints(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name).resolve("checkpoints"))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private Map<String, Long> written() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("work"))) {
            return files.filter(Files::isRegularFile)
                    .collect(java.util.stream.Collectors.toMap(
                            Path::toString, f -> f.toFile().lastModified()));
        }
    }
}
