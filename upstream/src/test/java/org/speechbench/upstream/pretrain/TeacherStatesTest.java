package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.targets.OpenTargets;
import org.speechbench.upstream.targets.TargetSpec;
import org.speechbench.upstream.targets.TeacherStates;
import org.speechbench.upstream.targets.Teaching;
import org.speechbench.upstream.training.MicroBatches;

/** A student that learns the states of a teacher, by an objective that is not part of the product. */
class TeacherStatesTest {
    private static final TeacherStates LAST =
            new TeacherStates("", "teacher", "hubert", "test", List.of(), TeacherStates.Context.CROP);

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
        dev = SmallCorpus.write(shared, "dev", 3, 2);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private PretrainJob job(Pretraining student, String name, Objective objective, MicroBatches parts) {
        PretrainOptions model = new PretrainOptions(0, 0.2, 0, 1, 0, 1, KernelSet.OPTIMISED);
        PretrainConfig config =
                Pretrainings.config(30, 4, List.of(1.0), 0.4, 120, 0.003, 0.1, 0.01, 10, model, 5, 10, 10, false);
        OpenTargets targets = LAST.open(engine, new OneTeacher());
        return new PretrainJob(
                List.of(engine),
                student,
                UpstreamSpec.of("hubert", "test", 5, Precision.FP32),
                Pretrainings.config(config, parts, FeaturePlacement.AUTO),
                new PretrainJob.Data(
                        train,
                        dev,
                        new WaveformReader(new AudioReader(), "small"),
                        targets,
                        objective,
                        SmallCorpus::filterBank,
                        false,
                        null),
                folder.resolve("work"),
                folder.resolve(name),
                Progress.silent());
    }

    private PretrainJob job(String name, MicroBatches parts) {
        return job(new HubertProvider(), name, new StateRegression(), parts);
    }

    private List<TrainingEvent> events(String name) {
        return TrainingLog.pretraining(folder.resolve(name).resolve(PretrainJob.EVENTS), "l1", "dev_l1")
                .read();
    }

    private String weights(String name) {
        return Digests.sha256(folder.resolve(name).resolve(PretrainJob.MODEL).resolve(CheckpointStore.WEIGHTS));
    }

    @Test
    void the_student_comes_nearer_and_opens_as_an_upstream() {
        job("whole", MicroBatches.WHOLE).run(false, () -> false);

        List<TrainingEvent> events = events("whole");
        assertThat(events).hasSize(6);
        for (String name : List.of("loss", "l1")) {
            assertThat(events.get(5).value(name)).isLessThan(events.get(0).value(name));
        }
        assertThat(events.get(5).value("dev_loss")).isPositive().isFinite();
        assertThat(events.get(5).value("dev_l1")).isPositive().isFinite();
        UpstreamSpec trained = UpstreamSpec.of("hubert", "test", 5, Precision.FP32)
                .from(folder.resolve("whole").resolve(PretrainJob.MODEL));
        try (Upstream upstream = new HubertProvider().open(engine, trained)) {
            assertThat(upstream.card().layers()).isEqualTo(3);
        }
    }

    @Test
    void a_run_that_stopped_and_resumed_ends_with_the_same_weights() {
        job("straight", MicroBatches.WHOLE).run(false, () -> false);
        int[] asked = {0};
        PretrainJob halted = job("halted", MicroBatches.WHOLE);
        assertThat(halted.run(false, () -> ++asked[0] == 13).training().finished())
                .isFalse();
        halted.run(true, () -> false);

        assertThat(weights("halted")).isEqualTo(weights("straight"));
        assertThat(Pretrainings.untimed(events("halted"))).isEqualTo(Pretrainings.untimed(events("straight")));
    }

    @Test
    void parts_of_a_batch_change_rounding_only() {
        job("whole", MicroBatches.WHOLE).run(false, () -> false);
        job("parts", new MicroBatches(1, MicroBatches.OnOutOfMemory.HALVE)).run(false, () -> false);

        for (int i = 0; i < 6; i++) {
            assertThat(events("parts").get(i).value("loss"))
                    .as("event " + i)
                    .isCloseTo(events("whole").get(i).value("loss"), within(1e-3));
        }
    }

    @Test
    void targets_say_which_states_they_give() {
        assertThat(LAST.open(engine, new OneTeacher()).spec())
                .isEqualTo(new TargetSpec.States(1, 32, 50, 4, Teaching.Facts.UNKNOWN));
        assertRefused(() -> LAST.with(List.of(0, 3)).check(new OneTeacher()), "hubert has layers 0 to 2, not 3");
    }

    @Test
    void an_objective_is_not_given_targets_of_another_form() {
        assertRefused(
                () -> job(new HubertProvider(), "x", new MaskedPrediction(), MicroBatches.WHOLE),
                "masked_prediction learns from classes, and the targets are states",
                "speechbench list targets");
    }
}
