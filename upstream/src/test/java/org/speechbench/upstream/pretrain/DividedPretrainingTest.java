package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.training.MicroBatches;

/** Pre-training in several passes, on several devices, and in fp16. */
class DividedPretrainingTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static EngineContext engine;
    private static EngineContext second;
    private static List<Utterance> train;

    @BeforeAll
    static void start() throws IOException {
        engine = EngineContext.cpu();
        second = EngineContext.cpu();
        train = SmallCorpus.write(shared, "train", 12, 1);
    }

    @AfterAll
    static void stop() {
        engine.close();
        second.close();
    }

    static Stream<UpstreamProvider> providers() {
        return Stream.of(new HubertProvider(), new FastHubertProvider());
    }

    private PretrainJob job(
            UpstreamProvider provider,
            String name,
            Precision precision,
            double dropout,
            MicroBatches parts,
            List<EngineContext> further) {
        return job(provider, name, precision, dropout, parts, further, FeaturePlacement.AUTO);
    }

    private PretrainJob job(
            UpstreamProvider provider,
            String name,
            Precision precision,
            double dropout,
            MicroBatches parts,
            List<EngineContext> further,
            FeaturePlacement residency) {
        PretrainOptions model = new PretrainOptions(dropout, 0.2, 0.5, 0.1, 1, 0.1, KernelSet.OPTIMISED);
        PretrainConfig usual =
                Pretrainings.config(24, 4, List.of(1.0), 0.4, 120, 0.003, 0.1, 0.01, 10, model, 4, 1000, 1000, false);
        List<EngineContext> engines = new ArrayList<>(List.of(engine));
        engines.addAll(further);
        return new PretrainJob(
                engines,
                provider.capability(Pretraining.class).orElseThrow(),
                UpstreamSpec.of(provider.name(), "test", 5, precision),
                Pretrainings.config(usual, parts, residency),
                new PretrainJob.Data(
                        train,
                        List.of(),
                        new WaveformReader(new AudioReader(), "small"),
                        SmallCorpus.labels(),
                        SmallCorpus::filterBank,
                        false,
                        null),
                folder.resolve("work"),
                folder.resolve(name),
                Progress.silent());
    }

    private List<TrainingEvent> events(String name) {
        return TrainingLog.pretraining(folder.resolve(name).resolve(PretrainJob.EVENTS))
                .read();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void passes_and_devices_change_rounding_only(UpstreamProvider provider) {
        job(provider, "whole", Precision.FP32, 0, MicroBatches.WHOLE, List.of()).run(false, () -> false);
        job(provider, "passes", Precision.FP32, 0, new MicroBatches(1, MicroBatches.OnOutOfMemory.HALVE), List.of())
                .run(false, () -> false);
        job(provider, "devices", Precision.FP32, 0, MicroBatches.WHOLE, List.of(second))
                .run(false, () -> false);
        List<TrainingEvent> wanted = events("whole");
        for (String name : List.of("passes", "devices")) {
            List<TrainingEvent> got = events(name);
            assertThat(got).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(got.get(i).value("loss"))
                        .as(name + " event " + i)
                        .isCloseTo(wanted.get(i).value("loss"), within(2e-3));
                assertThat(got.get(i).value("grad_norm"))
                        .isCloseTo(
                                wanted.get(i).value("grad_norm"),
                                within(0.02 * wanted.get(i).value("grad_norm")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void fp16_learns_with_a_loss_scale_and_a_resumed_run_ends_with_the_same_weights(UpstreamProvider provider) {
        requireFp16();
        PretrainResult whole = job(provider, "whole", Precision.FP16, 0.1, MicroBatches.WHOLE, List.of())
                .run(false, () -> false);
        List<TrainingEvent> events = events("whole");
        assertThat(events.get(events.size() - 1).value("loss"))
                .isLessThan(events.get(0).value("loss"));
        assertThat(whole.training().skippedSteps()).isLessThan(12);
        PretrainJob halted = job(provider, "halted", Precision.FP16, 0.1, MicroBatches.WHOLE, List.of());
        int[] asked = {0};
        assertThat(halted.run(false, () -> ++asked[0] == 9).training().finished())
                .isFalse();
        PretrainResult resumed = halted.run(true, () -> false);
        assertThat(resumed.training().skippedSteps()).isEqualTo(whole.training().skippedSteps());
        assertThat(weights("halted")).isEqualTo(weights("whole"));
    }

    private String weights(String name) {
        return Digests.sha256(folder.resolve(name).resolve(PretrainJob.MODEL).resolve(CheckpointStore.WEIGHTS));
    }

    private static void requireFp16() {
        try (EngineContext trial = EngineContext.on(Device.cpu(), Precision.FP16)) {
            assertThat(trial.device()).isEqualTo(Device.cpu());
        } catch (UserError e) {
            Assumptions.abort(e.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void features_on_the_device_change_nothing(UpstreamProvider provider) {
        MicroBatches parts = new MicroBatches(3, MicroBatches.OnOutOfMemory.HALVE);
        job(provider, "brought", Precision.FP32, 0.1, parts, List.of(), FeaturePlacement.NEVER)
                .run(false, () -> false);
        job(provider, "resident", Precision.FP32, 0.1, parts, List.of(), FeaturePlacement.ALWAYS)
                .run(false, () -> false);
        assertThat(weights("resident")).isEqualTo(weights("brought"));
    }

    @Test
    void how_a_batch_is_divided_is_part_of_what_the_weights_depend_on() {
        PretrainJob usual = job(new FastHubertProvider(), "a", Precision.FP32, 0, MicroBatches.WHOLE, List.of());
        PretrainJob divided = job(
                new FastHubertProvider(),
                "a",
                Precision.FP32,
                0,
                new MicroBatches(2, MicroBatches.OnOutOfMemory.HALVE),
                List.of());
        assertThat(usual.config().settings(1)).doesNotContainKey("micro_batch_seconds");
        assertThat(divided.config().settings(1)).containsEntry("micro_batch_seconds", "2.0");
    }
}
