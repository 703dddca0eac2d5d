package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.upstream.model.PositionalLayout.CHANNELS_FIRST;
import static org.speechbench.upstream.model.PositionalLayout.CHANNELS_LAST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.KernelChoices;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.model.LayoutTimer;

/** A training keeps the kernels that were chosen for it by measurement. */
class KernelsOfTrainingTest {
    private static final int STEPS = 6;
    /** Nobody may measure for a run that is resumed. */
    private static final KernelChoices REFUSING = KernelChoices.measured(candidate -> {
        throw new AssertionError(candidate.name() + " was timed");
    });

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

    private PretrainJob job(String name, EngineContext... engines) {
        PretrainOptions model = new PretrainOptions(0.1, 0.2, 0.5, 0.1, 1, 0.1, KernelSet.OPTIMISED);
        PretrainJob one = Pretrainings.job(
                engines[0],
                new HubertProvider().capability(Pretraining.class).orElseThrow(),
                UpstreamSpec.of("hubert", "test", 5, Precision.FP32),
                Pretrainings.config(STEPS, 4, List.of(1.0), 0.4, 120, 0.003, 0.1, 0.01, 10, model, 4, 1000, 2, false),
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
        return new PretrainJob(
                List.of(engines),
                one.provider(),
                one.options(),
                one.config(),
                one.data(),
                one.work(),
                one.out(),
                one.progress());
    }

    private void train(String name, EngineContext... engines) {
        job(name, engines).run(false, () -> false);
    }

    private void trainHalf(String name, EngineContext... engines) {
        AtomicInteger done = new AtomicInteger();
        job(name, engines).run(false, () -> done.incrementAndGet() == STEPS / 2);
    }

    private void resume(String name, EngineContext... engines) {
        job(name, engines).run(true, () -> false);
    }

    private String weights(String run) {
        return Digests.sha256(folder.resolve(run).resolve(PretrainJob.MODEL).resolve("model.safetensors"));
    }

    private JsonNode kernels(String run) throws IOException {
        Path config = folder.resolve(run).resolve(PretrainJob.MODEL).resolve("config.json");
        return new ObjectMapper().readTree(config.toFile()).path("training").path("kernels");
    }

    /** The state of the last checkpoint. */
    private Path state(String run) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(run).resolve("checkpoints"))) {
            return all.max(Path::compareTo).orElseThrow().resolve("state.json");
        }
    }

    @Test
    void a_run_that_is_resumed_ends_with_the_weights_of_one_that_was_not_whatever_is_faster_by_then()
            throws IOException {
        TestEngine.assumeEqualBits();
        EngineContext first = LayoutTimer.engine(engine, CHANNELS_FIRST);
        train("straight", first);
        train("last", LayoutTimer.engine(engine, CHANNELS_LAST));
        assertThat(weights("straight")).as("layouts round differently").isNotEqualTo(weights("last"));

        trainHalf("resumed", LayoutTimer.engine(engine, CHANNELS_FIRST));
        resume("resumed", engine.choosing(REFUSING));
        assertThat(weights("resumed")).isEqualTo(weights("straight"));
        assertThat(kernels("resumed")).isEqualTo(kernels("straight"));
        String subject = engine.device().getDeviceType() + "/positions/32x128/16_groups/fp32/trained";
        assertThat(kernels("straight").properties()).singleElement().satisfies(kernel -> {
            assertThat(kernel.getKey()).isEqualTo(subject);
            assertThat(kernel.getValue().asText()).isEqualTo("channels_first");
        });
    }

    @Test
    void a_checkpoint_of_before_there_were_choices_goes_on_with_the_channels_last() throws IOException {
        TestEngine.assumeEqualBits();
        train("straight", engine);
        trainHalf("resumed", engine);
        assertThat(Files.readString(state("resumed"))).doesNotContain("kernels");
        resume("resumed", engine.choosing(REFUSING));
        assertThat(weights("resumed")).isEqualTo(weights("straight"));
        assertThat(kernels("resumed").isMissingNode()).isTrue();
        assertThat(Files.readString(state("resumed"))).doesNotContain("kernels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]"})
    void the_kernels_are_those_of_the_checkpoint_even_if_it_is_damaged_and_the_one_before_it_is_used(String damaged)
            throws IOException {
        TestEngine.assumeEqualBits();
        train("straight", LayoutTimer.engine(engine, CHANNELS_FIRST));
        trainHalf("resumed", LayoutTimer.engine(engine, CHANNELS_FIRST));
        Files.writeString(state("resumed"), damaged);
        resume("resumed", engine.choosing(REFUSING));
        assertThat(weights("resumed")).isEqualTo(weights("straight"));
    }

    @Test
    void all_devices_have_the_layout_that_was_measured_on_the_main_one() throws IOException {
        LayoutTimer timer = new LayoutTimer(engine, CHANNELS_FIRST);
        train("two", timer.engine(), engine.choosing(REFUSING));
        assertThat(kernels("two").properties()).hasSize(1);
    }

    @Test
    void another_training_of_the_process_has_the_same_kernels_and_a_resumed_one_adds_its_own() {
        EngineContext first = LayoutTimer.engine(engine, CHANNELS_FIRST);
        trainHalf("a", first);
        Map<String, String> chosen = first.choices().made();
        assertThat(chosen).hasSize(1);
        EngineContext other = LayoutTimer.engine(engine, CHANNELS_LAST);
        resume("a", other);
        assertThat(other.choices().made()).as("what provenance shows").isEqualTo(chosen);
    }
}
