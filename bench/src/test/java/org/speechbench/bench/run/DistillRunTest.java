package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.run.RunOptions.Scope;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;

/** Students within an experiment, on a few utterances of the bundled corpus, with networks of 32 units. */
class DistillRunTest {
    private static final String STEPS =
            "size: test, steps: 4, batch_seconds: 4, crop_seconds: [1], checkpoint_every: 2";
    private static final String TEXT =
            """
            precision: fp32
            limit: 8
            pretrain:
              teacher: { provider: hubert, STEPS, targets: { clusters: 8 } }
            distill:
              two_steps: { provider: distil_hubert, STEPS, teacher: { from: student }, init: { from: first } }
              student:
                { provider: hubert, STEPS, settings: { layers: 1 }, teacher: { from: teacher, context: utterance }, init: { teacher: true, layers: [2], norm: true } }
              first: { provider: distil_hubert, STEPS, teacher: { from: teacher } }
              mel: { provider: fast_hubert, STEPS, teacher: { from: teacher }, targets: { mean_of_last: 2 }, losses: { mse: 1 } }
            upstreams:
              student: { pretrained: student }
              two_steps: { pretrained: two_steps }
              random: { pretrained: student, init: random }
            tasks:
              er: { task: er, manifest: manifests/er.tsv, steps: 4, learning_rates: [0.003] }
            """
                    .replace("STEPS", STEPS);

    @TempDir
    static Path folder;

    private static Outcome done = new Outcome(Path.of(""), List.of(), 0);

    @BeforeAll
    static void run_it() {
        done = experiment(TEXT, "students").run();
    }

    private static TestExperiment experiment(String text, String name) {
        return TestExperiment.of(text, folder.resolve(name));
    }

    @Test
    void every_student_is_trained_after_its_teacher_and_after_what_it_begins_with() {
        assertThat(done.failed()).isZero();
        List<String> order = done.rows().stream()
                .filter(r -> r.metric().equals(Metrics.SECONDS))
                .map(ResultRow::upstream)
                .toList();
        assertThat(order).containsExactlyInAnyOrder("teacher", "student", "first", "two_steps", "mel");
        assertThat(order.indexOf("teacher")).isZero();
        assertThat(order.indexOf("two_steps"))
                .isGreaterThan(order.indexOf("student"))
                .isGreaterThan(order.indexOf("first"));
    }

    @Test
    void a_student_is_probed_like_any_other_model() {
        assertThat(done.rows())
                .filteredOn(r -> r.is(RowKind.SCORE))
                .extracting(ResultRow::upstream)
                .contains("student", "two_steps", "random");
    }

    @Test
    void its_time_includes_its_teachers_and_what_two_sources_share_is_counted_once_if_one_includes_the_other() {
        double teacher = value("teacher", "total_seconds");
        double student = value("student", "total_seconds");
        assertThat(student)
                .isCloseTo(teacher + value("student", "seconds") + value("student", "prepare_seconds"), within(1e-9));
        assertThat(value("two_steps", "total_seconds"))
                .isCloseTo(
                        student
                                + value("first", "total_seconds")
                                + value("two_steps", "seconds")
                                + value("two_steps", "prepare_seconds"),
                        within(1e-9));
    }

    private static double value(String label, String metric) {
        return TestExperiment.value(done, label, metric);
    }

    @Test
    void sizes_and_speeds_of_students_and_teachers_are_rows_of_one_measurement() {
        List<ResultRow> models =
                done.rows().stream().filter(r -> r.is(RowKind.MODEL)).toList();
        assertThat(models).allMatch(ResultRow::ok);
        assertThat(models)
                .filteredOn(r -> r.metric().equals(Metrics.ENCODE_SPEED))
                .extracting(ResultRow::upstream)
                .containsExactlyInAnyOrder("teacher", "student", "first", "two_steps", "mel");
        assertThat(parameters("student")).isLessThan(parameters("teacher"));
    }

    private static double parameters(String label) {
        return done.rows().stream()
                .filter(r -> r.measures(RowKind.MODEL, label, Metrics.ENCODER_PARAMETERS))
                .findFirst()
                .orElseThrow()
                .measure()
                .value();
    }

    @Test
    void what_is_finished_is_not_done_again() {
        assertThat(experiment(TEXT, "students").resumed().run().rows()).isEqualTo(done.rows());
    }

    @Test
    void students_alone_are_run_with_the_trainings_that_they_need() {
        RunPlan plan = experiment(TEXT, "alone").scope(Scope.DISTILL).plan();
        assertThat(plan.cells()).isEmpty();
        assertThat(plan.trainings())
                .extracting(RunPlan.Training::label)
                .hasSize(5)
                .startsWith("teacher");
        assertThat(plan.trainings()).extracting(RunPlan.Training::kind).contains("pretrain", "distill");
        assertRefused(
                () -> experiment("pretrain: { a: { provider: hubert, size: test } }", "none")
                        .scope(Scope.DISTILL)
                        .plan(),
                "has no section 'distill', so there is nothing to distill");
    }

    @Test
    void what_does_not_fit_is_refused_before_anything_is_computed() {
        refused(
                "teacher: { from: teacher, context: utterance }",
                "teacher: { from: techer }",
                "comes from 'techer'",
                "come from 'techer'");
        refused("init: { from: first }", "init: { from: frist }", "begins with the weights of 'frist'");
        refused("init: { from: first }", "init: { checkpoint: nowhere }", "nowhere");
        refused("layers: [2], norm", "layers: [3], norm", "hubert has layers 0 to 2, not 3");
        refused("targets: { mean_of_last: 2 }", "targets: { layers: [7] }", "hubert has layers 0 to 2, not 7");
        refused("losses: { mse: 1 }", "losses: { l2: 1 }", "got 'l2', wanted one of l1, mse, cosine");
        refused(
                "provider: fast_hubert,",
                "provider: fast_hubert, heads: none, settings: { hidden_size: 64 },",
                "The states of fast_hubert have size 64, those of its teacher 32");
        refused(
                "mel: { provider: fast_hubert,",
                "mel: { provider: fit_hubert, settings: { predictions: true },",
                "chooses what is probed of it");
        refused(
                "settings: { layers: 1 }",
                "settings: { layers: 1, attention_heads: 2 }",
                "has 2 attention heads and its teacher 4");
        refused("provider: fast_hubert", "provider: fbank", "cannot learn from a teacher (distill.mel)");
    }

    /** One of the words must be in the message. */
    private static void refused(String right, String wrong, String... words) {
        assertThat(TEXT).contains(right);
        try {
            experiment(TEXT.replace(right, wrong), "wrong").plan();
        } catch (UserError e) {
            assertThat(words).anyMatch(word -> (e.getMessage() + " " + e.remedy()).contains(word));
            return;
        }
        throw new AssertionError("nothing was refused: " + wrong);
    }
}
