package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.distilhubert.DistilHubertProvider;
import org.speechbench.upstream.distill.DistillOptions;
import org.speechbench.upstream.distill.DistillOptions.Frames;
import org.speechbench.upstream.distill.DistillOptions.Heads;
import org.speechbench.upstream.distill.DistillOptions.Mask;
import org.speechbench.upstream.distill.DistillTargets;
import org.speechbench.upstream.distill.Distillation;
import org.speechbench.upstream.distill.Loss;
import org.speechbench.upstream.distill.StudentHeads;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.fithubert.ArmHubertProvider;
import org.speechbench.upstream.fithubert.FitHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.targets.Knowledge;
import org.speechbench.upstream.targets.TargetSpec;
import org.speechbench.upstream.targets.TeacherStates;
import org.speechbench.upstream.targets.TeacherStates.Context;
import org.speechbench.upstream.targets.Teaching;
import org.speechbench.upstream.training.MicroBatches;

/** Students of a random teacher. */
class StudentTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final DistillTargets BOTH = new DistillTargets(List.of(1, 2), 0, false, List.of(), List.of());

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static List<Utterance> train;
    private static List<Utterance> dev;

    @BeforeAll
    static void write() throws IOException {
        train = SmallCorpus.write(shared, "train", 12, 1);
        dev = SmallCorpus.write(shared, "dev", 3, 2);
    }

    private static DistillOptions options(DistillTargets targets, Heads heads, Mask mask) {
        return new DistillOptions(targets, heads, Map.of(Loss.L1, 1.0, Loss.COSINE, 1.0), Frames.MEAN, mask, 1);
    }

    /** A job in its usual form, which tests change. */
    private final class Job {
        private UpstreamProvider student = new DistilHubertProvider();
        private DistillOptions options = options(BOTH, Heads.AUTO, Mask.NONE);
        private Context context = Context.CROP;
        private OneTeacher teacher = new OneTeacher();
        private MicroBatches parts = MicroBatches.WHOLE;
        private InitialWeights initial = InitialWeights.RANDOM;
        private List<EngineContext> engines = List.of(ENGINE);
        private int steps = 30;

        PretrainJob into(String name) {
            PretrainOptions model = new PretrainOptions(0, 0, 0, 0.1, 0, 1, KernelSet.OPTIMISED);
            PretrainConfig config = Pretrainings.config(
                    steps, 4, List.of(1.0), 0.4, 120, 0.003, 0.1, 0.01, 10, model, 5, 10, 10, false);
            UpstreamSpec spec = UpstreamSpec.of(student.name(), "test", 5, Precision.FP32);
            UpstreamCard card = student.describe(spec);
            UpstreamCard taught = new HubertProvider().describe(teacher.upstream(null));
            TeacherStates states = new TeacherStates("", "teacher", "hubert", "test", List.of(), context);
            Distillation objective = new Distillation(
                    options,
                    options.targets().matching(taught, card),
                    card,
                    student.capability(StudentHeads.class).orElse(null));
            return new PretrainJob(
                    engines,
                    student.capability(Distillable.class).orElseThrow(),
                    spec,
                    Pretrainings.config(config, parts, FeaturePlacement.AUTO),
                    new PretrainJob.Data(
                            train,
                            dev,
                            new WaveformReader(new AudioReader(), "small"),
                            states.open(ENGINE, teacher, objective.knowledge()),
                            objective,
                            SmallCorpus::filterBank,
                            false,
                            null,
                            initial),
                    folder.resolve("work"),
                    folder.resolve(name),
                    Progress.silent());
        }

        void run(String name) {
            into(name).run(false, () -> false);
        }
    }

    private List<TrainingEvent> events(String name) {
        return TrainingLog.pretraining(folder.resolve(name).resolve(PretrainJob.EVENTS), "l1", "dev_l1", "cosine")
                .read();
    }

    private String weights(String name) {
        return Digests.sha256(model(name).resolve(CheckpointStore.WEIGHTS));
    }

    private Path model(String name) {
        return folder.resolve(name).resolve(PretrainJob.MODEL);
    }

    private void assertLearnt(String name) {
        List<TrainingEvent> events = events(name);
        assertThat(events).hasSize(6);
        for (String value : List.of("loss", "l1")) {
            assertThat(events.get(5).value(value)).isLessThan(events.get(0).value(value));
        }
        assertThat(events.get(5).value("dev_l1")).isPositive().isFinite();
        assertThat(events.get(5).byLayer("layer_losses")).containsOnlyKeys(1, 2);
    }

    @Test
    void distil_hubert_learns_two_layers_with_its_own_heads_which_its_checkpoint_keeps() {
        new Job().run("own");
        assertLearnt("own");
        assertThat(Safetensors.read(model("own").resolve(CheckpointStore.WEIGHTS))
                        .tensors())
                .containsKeys("predictor.expand.weight", "predictor.split.weight", "predictor.split.bias");
        UpstreamSpec opened =
                UpstreamSpec.of("distil_hubert", "test", 5, Precision.FP32).from(model("own"));
        try (Upstream plain = new DistilHubertProvider().open(ENGINE, opened);
                Upstream predicting =
                        new DistilHubertProvider().open(ENGINE, opened.with(Map.of("predictions", "true")))) {
            assertThat(plain.card().layers()).isEqualTo(3);
            assertThat(predicting.card().layers()).isEqualTo(5);
        }
    }

    /** There is a head for every layer; fit_hubert has half as many frames as its teacher, and arm_hubert as many. */
    @Test
    void students_with_a_head_for_each_layer_learn_layer_to_layer_and_the_last_head_is_their_published_output() {
        Map<UpstreamProvider, Integer> students = Map.of(new FitHubertProvider(), 640, new ArmHubertProvider(), 320);
        students.forEach((student, stride) -> {
            Job job = new Job();
            job.student = student;
            job.options = new DistillOptions(
                    new DistillTargets(List.of(), 0, true, List.of(), List.of(0.1, 1.0)),
                    Heads.AUTO,
                    Map.of(Loss.L1, 1.0, Loss.COSINE, 1.0),
                    Frames.MEAN,
                    Mask.NONE,
                    1);
            job.run(student.name());
            assertLearnt(student.name());
            UpstreamSpec opened =
                    UpstreamSpec.of(student.name(), "test", 5, Precision.FP32).from(model(student.name()));
            try (Upstream states = student.open(ENGINE, opened);
                    Upstream published = student.open(ENGINE, opened.with(Map.of("predictions", "true")))) {
                assertThat(states.card().layers()).isEqualTo(3);
                assertThat(states.card().frameStride()).isEqualTo(stride);
                assertThat(published.card().layers()).isEqualTo(1);
                assertThat(published.card().frameStride()).isEqualTo(320);
                assertThat(published.card().hiddenSize()).isEqualTo(32);
            }
        });
    }

    @Test
    void heads_that_are_not_the_students_own_are_left_out_of_the_model_that_is_opened() {
        for (UpstreamProvider student : List.of(new DistilHubertProvider(), new FitHubertProvider())) {
            Job job = new Job();
            job.student = student;
            job.options = options(BOTH, Heads.LINEAR, Mask.NONE);
            job.run(student.name());
            UpstreamSpec opened =
                    UpstreamSpec.of(student.name(), "test", 5, Precision.FP32).from(model(student.name()));
            assertThat(student.describe(opened).layers()).isEqualTo(3);
        }
    }

    @Test
    void heads_of_other_students_are_left_out_of_the_model_that_is_opened() {
        Job job = new Job();
        job.student = new HubertProvider();
        job.options = options(new DistillTargets(List.of(), 0, true, List.of(), List.of()), Heads.SHARED, Mask.STUDENT);
        job.run("shared");
        assertLearnt("shared");
        UpstreamSpec opened =
                UpstreamSpec.of("hubert", "test", 5, Precision.FP32).from(model("shared"));
        try (Upstream student = new HubertProvider().open(ENGINE, opened)) {
            assertThat(student.card().layers()).isEqualTo(3);
        }
    }

    @Test
    void a_student_that_reads_log_mel_values_learns_from_a_teacher_that_reads_samples() {
        Job job = new Job();
        job.student = new FastHubertProvider();
        job.options = options(BOTH, Heads.LINEAR, Mask.NONE);
        job.run("mel");
        assertLearnt("mel");
    }

    @Test
    void a_run_that_stopped_and_resumed_ends_with_the_same_weights() {
        for (Context context : Context.values()) {
            Job job = new Job();
            job.context = context;
            job.options = options(BOTH, Heads.AUTO, Mask.STUDENT);
            job.run("straight " + context);
            int[] asked = {0};
            PretrainJob halted = job.into("halted " + context);
            assertThat(halted.run(false, () -> ++asked[0] == 13).training().finished())
                    .isFalse();
            halted.run(true, () -> false);
            assertThat(weights("halted " + context)).isEqualTo(weights("straight " + context));
        }
    }

    @Test
    void parts_of_a_batch_change_rounding_only() {
        Job job = new Job();
        job.run("whole");
        job.parts = new MicroBatches(1, MicroBatches.OnOutOfMemory.HALVE);
        job.run("parts");
        for (int i = 0; i < 6; i++) {
            assertThat(events("parts").get(i).value("loss"))
                    .as("event " + i)
                    .isCloseTo(events("whole").get(i).value("loss"), within(1e-3));
        }
    }

    /** A model with a head of masked prediction. */
    private UpstreamSpec predicting() {
        UpstreamSpec drawn = UpstreamSpec.of("hubert", "test", 9, Precision.FP32);
        Path place = folder.resolve("predicting");
        PretrainOptions plain = new PretrainOptions(0, 0, 0, 1, 0, 1, KernelSet.OPTIMISED);
        try (Pretrainable model = new HubertProvider().pretrainable(ENGINE, drawn, plain, 10)) {
            CheckpointStore.write(place, model.parameters(), model.config());
        }
        return drawn.from(place);
    }

    /** Everything that is compared frame by frame with two passes of the teacher, and everything else. */
    private List<DistillOptions> further() {
        DistillTargets targets = new DistillTargets(List.of(), 0, true, List.of(), List.of());
        Map<Loss, Double> others = Map.of(
                Loss.MSE, 0.1,
                Loss.ATTENTION_SCORES, 1.0,
                Loss.ATTENTION_KL, 1.0,
                Loss.VALUE_RELATION, 1.0,
                Loss.LOGITS, 1.0);
        return List.of(
                options(targets, Heads.LINEAR, Mask.BOTH),
                new DistillOptions(targets, Heads.LINEAR, others, Frames.MEAN, Mask.STUDENT, 0.1));
    }

    @Test
    void what_is_more_than_states_is_learnt_and_survives_a_stop_and_parts_of_a_batch() {
        OneTeacher teacher = new OneTeacher(false, predicting());
        for (DistillOptions options : further()) {
            Job job = new Job();
            job.student = new HubertProvider();
            job.teacher = teacher;
            job.options = options;
            String name = options.mask().toString();
            job.run("straight " + name);
            int[] asked = {0};
            PretrainJob halted = job.into("halted " + name);
            assertThat(halted.run(false, () -> ++asked[0] == 13).training().finished())
                    .isFalse();
            halted.run(true, () -> false);
            assertThat(weights("halted " + name)).isEqualTo(weights("straight " + name));
            job.parts = new MicroBatches(1, MicroBatches.OnOutOfMemory.HALVE);
            job.run("parts " + name);
            List<TrainingEvent> straight = losses("straight " + name, options);
            List<TrainingEvent> parts = losses("parts " + name, options);
            for (Loss loss : options.losses().keySet()) {
                double first = straight.get(0).value(loss.id());
                assertThat(straight.get(5).value(loss.id())).as(loss.id()).isLessThan(first);
                assertThat(straight.get(5).value("dev_" + loss.id())).isFinite();
                for (int i = 0; i < 6; i++) {
                    assertThat(parts.get(i).value(loss.id()))
                            .as(loss.id() + " of event " + i)
                            .isCloseTo(straight.get(i).value(loss.id()), within(1e-3));
                }
            }
        }
    }

    private List<TrainingEvent> losses(String name, DistillOptions options) {
        String[] columns = options.losses().keySet().stream()
                .flatMap(loss -> Stream.of(loss.id(), "dev_" + loss.id()))
                .toArray(String[]::new);
        return TrainingLog.pretraining(folder.resolve(name).resolve(PretrainJob.EVENTS), columns)
                .read();
    }

    @Test
    void knowledge_that_a_teacher_does_not_have_is_refused_with_the_reason() {
        TeacherStates crops = new TeacherStates("", "teacher", "hubert", "test", List.of(), Context.CROP);
        TeacherStates kept = new TeacherStates("", "teacher", "hubert", "test", List.of(), Context.UTTERANCE);
        Knowledge twice = new Knowledge(List.of(2), true, List.of(), List.of(), false);
        Knowledge attention = new Knowledge(List.of(), false, List.of(2), List.of(), false);
        Knowledge logits = new Knowledge(List.of(), false, List.of(), List.of(), true);
        assertRefused(() -> kept.check(new OneTeacher(), twice), "context: utterance", "Use 'context: crop'");
        UpstreamSpec wavlm = UpstreamSpec.of("wavlm", "test", 9, Precision.FP32);
        assertRefused(
                () -> crops.check(new OneTeacher(false, wavlm), attention),
                "The teacher wavlm does not give the queries, keys and values");
        UpstreamSpec apart =
                UpstreamSpec.of("fast_hubert", "test", 9, Precision.FP32).with(Map.of("masked_frames", "decoder"));
        assertRefused(
                () -> crops.check(new OneTeacher(false, apart), twice),
                "The teacher fast_hubert cannot encode with masked frames");
        assertThat(crops.check(new OneTeacher(), logits).classes()).isEqualTo(Teaching.Facts.UNKNOWN);
        Job student = new Job();
        student.student = new HubertProvider();
        student.options = options(BOTH, Heads.LINEAR, Mask.NONE);
        student.run("student");
        OneTeacher withoutHead = new OneTeacher(
                false, UpstreamSpec.of("hubert", "test", 9, Precision.FP32).from(model("student")));
        assertRefused(() -> crops.check(withoutHead, logits), "hubert has no head of masked prediction");
        assertRefused(() -> crops.open(ENGINE, withoutHead, logits), "hubert has no head of masked prediction");
    }

    @Test
    void losses_that_do_not_fit_a_student_are_refused_with_the_reason() {
        DistillTargets last = DistillTargets.last();
        Map<Loss, Double> scores = Map.of(Loss.ATTENTION_SCORES, 1.0);
        assertUnfit(50, 8, last, scores, Mask.NONE, "4 attention heads and its teacher 8", "attention_heads");
        assertUnfit(100, 4, last, scores, Mask.NONE, "50.0 frames a second and its teacher 100.0");
        assertUnfit(100, 4, last, Map.of(Loss.L1, 1.0), Mask.BOTH, "'mask: both' compares frames one to one");
        assertUnfit(100, 4, last, Map.of(Loss.LOGITS, 1.0), Mask.NONE, "'logits' compares frames one to one");
        assertUnfit(50, 4, last, scores, Mask.BOTH, "'attention_scores' has no second pass");
        DistillTargets mean = new DistillTargets(List.of(), 2, false, List.of(), List.of());
        assertUnfit(50, 4, mean, scores, Mask.NONE, "mean_of_last");
        DistillTargets input = new DistillTargets(List.of(1), 0, false, List.of(0), List.of());
        assertUnfit(50, 4, input, scores, Mask.NONE, "layer 0 of the student");
    }

    private static void assertUnfit(
            double rate, int heads, DistillTargets targets, Map<Loss, Double> losses, Mask mask, String... why) {
        HubertProvider hubert = new HubertProvider();
        UpstreamSpec spec = UpstreamSpec.of("hubert", "test", 5, Precision.FP32);
        UpstreamCard card = hubert.describe(spec);
        DistillOptions options = new DistillOptions(targets, Heads.LINEAR, losses, Frames.MEAN, mask, 1);
        Distillation objective = new Distillation(options, targets.matching(card, card), card, null);
        TargetSpec.States states = new TargetSpec.States(1, 32, rate, heads, 10);
        assertRefused(() -> objective.check(spec, states, hubert.facts(spec).heads()), why);
    }

    @Test
    void several_devices_change_rounding_only() {
        for (Context context : Context.values()) {
            Job job = new Job();
            job.context = context;
            job.run("one " + context);
            try (EngineContext second = TestEngine.start()) {
                job.engines = List.of(ENGINE, second);
                job.run("two " + context);
            }
            for (int i = 0; i < 6; i++) {
                assertThat(events("two " + context).get(i).value("loss"))
                        .as(context + ", event " + i)
                        .isCloseTo(events("one " + context).get(i).value("loss"), within(1e-3));
            }
        }
    }

    @Test
    void states_that_are_kept_give_the_weights_of_states_that_are_not_and_are_computed_once() {
        for (UpstreamProvider student : List.of(new DistilHubertProvider(), new FastHubertProvider())) {
            Job kept = new Job();
            kept.student = student;
            kept.options = options(BOTH, Heads.LINEAR, Mask.NONE);
            kept.context = Context.UTTERANCE;
            kept.run("kept " + student.name());
            assertThat(kept.teacher.encoded).hasSize(train.size() + dev.size()).doesNotHaveDuplicates();
            Job fresh = new Job();
            fresh.student = student;
            fresh.options = kept.options;
            fresh.context = Context.UTTERANCE;
            fresh.teacher = new OneTeacher(false);
            fresh.run("fresh " + student.name());
            assertThat(fresh.teacher.encoded).hasSizeGreaterThan(train.size() + dev.size());
            assertThat(weights("fresh " + student.name())).isEqualTo(weights("kept " + student.name()));
        }
    }

    @Test
    void a_student_that_begins_as_its_teacher_has_no_error_before_its_first_step() {
        Job teacher = new Job();
        teacher.student = new HubertProvider();
        teacher.options = options(BOTH, Heads.NONE, Mask.NONE);
        teacher.steps = 1;
        // The weights of the teacher are those that its seed draws.
        UpstreamSpec spec = teacher.teacher.upstream(null);
        PretrainOptions none = new PretrainOptions(0, 0, 0, 1, 0, 1, KernelSet.OPTIMISED);
        try (Pretrainable drawn = new HubertProvider().pretrainable(ENGINE, spec, none, 10)) {
            Map<String, float[]> values = new TreeMap<>();
            drawn.parameters().byName().forEach((name, array) -> values.put(name, array.toFloatArray()));
            teacher.initial = InitialWeights.part(values, "teacher", false);
        }
        teacher.options =
                options(new DistillTargets(List.of(1, 2), 0, false, List.of(1, 2), List.of()), Heads.NONE, Mask.NONE);
        teacher.into("same").run(false, () -> false);
        assertThat(events("same").get(0).value("l1")).isCloseTo(0, within(1e-6));
        assertThat(events("same").get(0).value("cosine")).isCloseTo(0.3132617, within(1e-6));
    }

    @Test
    void sizes_that_do_not_fit_are_refused_with_the_reason() {
        Job narrow = new Job();
        narrow.initial =
                InitialWeights.part(Map.of("feature_projection.projection.bias", new float[3]), "teacher", false);
        assertRefused(() -> narrow.run("narrow"), "feature_projection.projection.bias", "begins with have 3");
        Job whole = new Job();
        whole.initial =
                InitialWeights.whole(Map.of("feature_projection.projection.bias", new float[32]), "model", false);
        assertRefused(() -> whole.run("whole"), "begins with have none");
    }
}
