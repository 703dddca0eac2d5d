package org.speechbench.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.AudioSource;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.downstream.testing.SyllableSpeech;
import org.speechbench.downstream.testing.SyllableTask;
import org.speechbench.downstream.testing.SyllableUpstream;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Task;

class TaskRunTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final Map<String, Double> HIDDEN = Map.of("hidden", 16.0);

    @Test
    void a_linear_head_learns_syllables_by_ctc(@TempDir Path folder) {
        CellResult result = run(FeatureCache.open(folder, 1 << 24), task(), 48, List.of(3e-2), 400);
        assertThat(result.tests()).extracting(CellResult.TestResult::split).containsExactly("test", "other");
        assertThat(result.tests()).allSatisfy(t -> {
            assertThat(t.score().value()).isGreaterThan(90);
            assertThat(t.predictions()).hasSize(48);
        });
        assertThat(result.head().description()).isEqualTo("linear_ctc(hidden=16)");
        assertThat(result.head().parameters()).isEqualTo(3 + 12 * 16 + 16 + 16 * 6 + 6);
        assertThat(result.grid()).singleElement().satisfies(r -> {
            assertThat(r.failure()).isEmpty();
            assertThat(r.steps()).hasSize(1);
        });
    }

    @Test
    void the_featurizer_learns_which_layer_carries_the_signal() {
        List<Double> weights =
                run(FeatureCache.none(), task(), 24, null, 0).weights().get(0).weights();
        assertThat(weights).hasSize(SyllableUpstream.LAYERS);
        assertThat(weights.stream().mapToDouble(w -> w).sum()).isCloseTo(1, within(1e-9));
        assertThat(weights.get(2)).isGreaterThan(0.5);
    }

    @Test
    void a_recurrent_head_learns_syllables() {
        CellResult result = run(FeatureCache.none(), recurrent(false), 32, List.of(2e-2), 200);
        assertThat(result.tests().get(0).score().value()).isGreaterThan(90);
        assertThat(result.head().description())
                .isEqualTo("bilstm_ctc(dropout=0.1 hidden=16 layers=1 projection=16 stack_above_hz=0)");
    }

    @Test
    void spec_augment_changes_training_and_is_drawn_from_the_seed() {
        TestEngine.assumeEqualBits();
        Double plain = run(FeatureCache.none(), recurrent(false), 8, null, 5)
                .grid()
                .get(0)
                .devLoss();
        Double augmented = run(FeatureCache.none(), recurrent(true), 8, null, 5)
                .grid()
                .get(0)
                .devLoss();
        Double again = run(FeatureCache.none(), recurrent(true), 8, null, 5)
                .grid()
                .get(0)
                .devLoss();
        assertThat(augmented).isNotEqualTo(plain).isEqualTo(again).isFinite();
    }

    @Test
    void a_pooled_head_learns_speakers_and_encodes_each_recording_once() {
        SyllableUpstream upstream = new SyllableUpstream(ENGINE, 0);
        CellResult result = run(
                FeatureCache.none(),
                request(upstream, SyllableTask.speakers(), SyllableSpeech.corpus(48), List.of(3e-2), 400, false, 0));
        assertThat(result.tests().get(0).score().value()).isGreaterThan(90);
        assertThat(upstream.encoded()).isEqualTo(recordings(SyllableSpeech.corpus(48), 48));
    }

    /** The number of different recordings among the first utterances of every split: two may say the same. */
    private static int recordings(Corpus corpus, int perSplit) {
        return (int) corpus.splits().stream()
                .flatMap(split -> corpus.split(split).stream().limit(perSplit))
                .map(utterance -> Arrays.toString(SyllableSpeech.read(utterance).samples()))
                .distinct()
                .count();
    }

    @Test
    void normalised_layers_are_summed_frame_by_frame() {
        CellResult result = run(
                FeatureCache.none(),
                request(
                        new SyllableUpstream(ENGINE, 0),
                        SyllableTask.speakers(),
                        SyllableSpeech.corpus(16),
                        null,
                        60,
                        true,
                        0));
        assertThat(result.tests().get(0).predictions()).hasSize(16);
    }

    @Test
    void the_same_request_gives_the_same_result_whatever_the_cache_holds(@TempDir Path folder) {
        TestEngine.assumeEqualBits();
        CellResult without = run(FeatureCache.none(), task(), 12, null, 60);
        CellResult cold = run(FeatureCache.open(folder.resolve("a"), 1 << 24), task(), 12, null, 60);
        CellResult warm = run(FeatureCache.open(folder.resolve("a"), 1 << 24), task(), 12, null, 60);
        CellResult tight = run(FeatureCache.open(folder.resolve("b"), 20_000), task(), 12, null, 60);
        for (CellResult other : List.of(cold, warm, tight)) {
            assertThat(other.weights()).isEqualTo(without.weights());
            assertThat(other.tests()).isEqualTo(without.tests());
            assertThat(other.grid().get(0).devLoss())
                    .isEqualTo(without.grid().get(0).devLoss());
        }
    }

    @Test
    void a_warm_cache_encodes_nothing(@TempDir Path folder) {
        run(FeatureCache.open(folder, 1 << 24), task(), 6, null, 2);
        SyllableUpstream again = new SyllableUpstream(ENGINE, 0);
        run(
                FeatureCache.open(folder, 1 << 24),
                request(again, SyllableTask.speakers(), SyllableSpeech.corpus(6), null, 2, false, 0));
        assertThat(again.encoded()).isZero();
        SyllableUpstream other = new SyllableUpstream(ENGINE, 0.5f);
        run(
                FeatureCache.open(folder, 1 << 24),
                request(other, SyllableTask.speakers(), SyllableSpeech.corpus(6), null, 2, false, 0));
        assertThat(other.encoded()).isEqualTo(24);
    }

    @Test
    void a_file_that_was_read_before_is_read_again_only_if_it_changed(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a"), new byte[1]);
        Utterance a = new Utterance("a", file, 0, "", "train", Map.of("speaker", "1", "syllables", "2 3"));
        AtomicInteger reads = new AtomicInteger();
        AudioSource audio = u -> {
            reads.incrementAndGet();
            return SyllableSpeech.read(u);
        };
        FeatureCache cache = FeatureCache.open(folder.resolve("cache"), 1 << 24);
        for (int expected : List.of(1, 1)) {
            features(cache, audio, a);
            assertThat(reads).hasValue(expected);
        }
        Files.write(file, new byte[2]);
        features(cache, audio, a);
        assertThat(reads).hasValue(2);
    }

    @Test
    void a_recording_that_cannot_be_read_ends_the_cell_with_the_readers_error() {
        AudioSource broken = u -> {
            throw new UserError("no " + u.id(), "get it");
        };
        TaskRun run = new TaskRun(ENGINE, FeatureCache.none(), broken, Progress.silent());
        CellRequest request =
                request(new SyllableUpstream(ENGINE, 0), task(), SyllableSpeech.corpus(2), null, 1, false, 0);
        assertThatThrownBy(() -> run.run(request)).isInstanceOf(UserError.class).hasMessage("no train0");
    }

    private static void features(FeatureCache cache, AudioSource audio, Utterance utterance) {
        try (Progress.Stage stage = Progress.silent().start("features", 1)) {
            new FrozenFeatures(ENGINE, cache, new SyllableUpstream(ENGINE, 0), Precision.FP32, audio)
                    .prepare(List.of(utterance), Pooling.MEAN, stage);
        }
    }

    @Test
    void a_learning_rate_that_diverges_is_reported_and_the_others_go_on() {
        CellResult result = run(FeatureCache.none(), task(), 16, List.of(1e30, 1e-2), 60);
        assertThat(result.grid().get(0).dev()).isNull();
        assertThat(result.grid().get(0).failure()).contains("not finite at step");
        assertThat(result.learningRate()).isEqualTo(1e-2);
        assertThat(result.grid().get(1).dev()).isNotNull();
    }

    @Test
    void a_cell_fails_if_every_rate_diverges() {
        assertThatThrownBy(() -> run(FeatureCache.none(), task(), 8, List.of(1e30), 20))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("failed at every learning rate");
    }

    @Test
    void folds_are_averaged_and_their_predictions_kept() {
        List<Fold> folds = List.of(
                new Fold("f1", List.of("train"), List.of("dev"), List.of("test")),
                new Fold("f2", List.of("other"), List.of("dev"), List.of("train")));
        CellResult result =
                run(FeatureCache.none(), SyllableTask.speakers().folds(folds), 16, List.of(3e-2, 1e-2), 100);
        assertThat(result.tests()).singleElement().satisfies(t -> {
            assertThat(t.split()).isEqualTo("test");
            assertThat(t.predictions()).hasSize(32);
            assertThat(t.score().n()).isEqualTo(32);
        });
        assertThat(result.weights()).extracting(CellResult.LayerWeights::fold).containsExactly("f1", "f2");
        assertThat(result.grid()).allSatisfy(r -> assertThat(r.steps()).hasSize(2));
    }

    @Test
    void targets_that_do_not_fit_and_recordings_without_a_frame_are_counted() {
        List<Utterance> all = new ArrayList<>(SyllableSpeech.corpus(8).utterances());
        Utterance crowded = SyllableSpeech.utterance("crowded", "train", 0, List.of("1"));
        all.add(crowded);
        all.add(SyllableSpeech.utterance("short", "train", 0, List.of("2")));
        all.add(SyllableSpeech.utterance("mute", "test", 0, List.of("3")));
        Corpus corpus = Corpus.of("odd", all);
        AudioSource audio = u -> switch (u.id()) {
            case "short", "mute" -> new org.speechbench.datasets.audio.Waveform(new float[100]);
            case "train0" -> new org.speechbench.datasets.audio.Waveform(new float[320]);
            default -> SyllableSpeech.read(u);
        };
        CellResult result = new TaskRun(ENGINE, FeatureCache.none(), audio, Progress.silent())
                .run(request(new SyllableUpstream(ENGINE, 0), task(), corpus, null, 4, false, 0))
                .get(0);
        assertThat(result.counts()).isEqualTo(new CellResult.Counts(9, 1, 0, 2));
        assertThat(result.tests().get(0).predictions()).hasSize(9).anySatisfy(p -> {
            assertThat(p.id()).isEqualTo("mute");
            assertThat(p.hypothesis()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "dev", "test"})
    void a_cell_in_which_no_target_of_a_split_fits_its_frames_fails(String split) {
        Corpus corpus = SyllableSpeech.corpus(3);
        AudioSource audio = u -> u.split().equals(split)
                ? new org.speechbench.datasets.audio.Waveform(new float[320])
                : SyllableSpeech.read(u);
        CellRequest request = request(new SyllableUpstream(ENGINE, 0), task(), corpus, null, 4, false, 0);
        assertRefused(
                () -> new TaskRun(ENGINE, FeatureCache.none(), audio, Progress.silent()).run(request),
                split,
                "utterance has enough frames for its target");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "dev", "test"})
    void a_cell_in_which_no_recording_of_a_split_has_a_frame_fails(String split) {
        Corpus corpus = SyllableSpeech.corpus(3);
        AudioSource audio = u -> u.split().equals(split)
                ? new org.speechbench.datasets.audio.Waveform(new float[100])
                : SyllableSpeech.read(u);
        CellRequest request =
                request(new SyllableUpstream(ENGINE, 0), SyllableTask.speakers(), corpus, null, 4, false, 0);
        assertRefused(
                () -> new TaskRun(ENGINE, FeatureCache.none(), audio, Progress.silent()).run(request),
                split,
                "long enough for one frame");
    }

    @Test
    void a_limit_cuts_every_split() {
        SyllableUpstream upstream = new SyllableUpstream(ENGINE, 0);
        CellResult result = run(
                FeatureCache.none(),
                request(upstream, SyllableTask.speakers(), SyllableSpeech.corpus(8), null, 2, false, 3));
        assertThat(upstream.encoded()).isEqualTo(recordings(SyllableSpeech.corpus(8), 3));
        assertThat(result.tests().get(0).score().n()).isEqualTo(3);
    }

    @Test
    void an_unknown_head_is_the_users_mistake() {
        SyllableTask task = SyllableTask.syllables("linear_ctd", HIDDEN, false);
        assertRefused(() -> run(FeatureCache.none(), task, 4, null, 1), "linear_ctc");
    }

    private static SyllableTask recurrent(boolean specAugment) {
        return SyllableTask.syllables(
                "bilstm_ctc",
                Map.of("projection", 16.0, "hidden", 16.0, "layers", 1.0, "dropout", 0.1, "stack_above_hz", 0.0),
                specAugment);
    }

    private static SyllableTask task() {
        return SyllableTask.syllables("linear_ctc", HIDDEN, false);
    }

    private static CellResult run(
            FeatureCache cache, Task task, int perSplit, @Nullable List<Double> rates, int steps) {
        Corpus corpus = SyllableSpeech.corpus(perSplit);
        return run(cache, request(new SyllableUpstream(ENGINE, 0), task, corpus, rates, steps, false, 0));
    }

    private static CellResult run(FeatureCache cache, CellRequest request) {
        return new TaskRun(ENGINE, cache, SyllableSpeech::read, Progress.silent())
                .run(request)
                .get(0);
    }

    private static CellRequest request(
            SyllableUpstream upstream,
            Task task,
            Corpus corpus,
            @Nullable List<Double> rates,
            int steps,
            boolean normalize,
            int limit) {
        return new CellRequest(
                "syllable/test",
                upstream,
                Precision.FP32,
                task,
                Preset.QUICK,
                corpus,
                List.of(7L),
                new CellOptions(
                        rates, steps == 0 ? null : (Integer) steps, 0, false, normalize, null, List.of(), limit));
    }
}
