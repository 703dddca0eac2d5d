package org.speechbench.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;
import org.speechbench.reports.compare.RunComparison.Design;
import org.speechbench.reports.judge.Verdict;

class RunComparisonTest {
    private static final int ENOUGH = 5;

    @TempDir
    Path folder;

    @Test
    void a_tenth_less_is_worse_than_five_sessions_and_what_stayed_is_not() {
        Sessions before = sessions("a", ENOUGH, run -> both(run, 1));
        Sessions now = sessions("b", 1, run -> both(run, 0.9));

        Deltas deltas = compare(before, now);
        assertThat(deltas.fails()).isTrue();
        assertThat(deltas.of("worse")).singleElement().satisfies(worse -> {
            assertThat(worse.row().task()).isEqualTo("train_step");
            assertThat(worse.row().upstream()).isEqualTo("fast_hubert");
            assertThat(worse.interval()).isNotNull();
            assertThat(worse.interval().high()).isLessThan(0.95);
            assertThat(worse.finding().estimate().units().name()).isEqualTo("sessions");
        });
        assertThat(deltas.title()).isEqualTo("worse");
        assertThat(compare(now, before).of("better")).hasSize(1);
        assertThat(compare(now, before).fails()).isFalse();
    }

    private static TimedRun both(TimedRun run, double factor) {
        return run.speedUp("train_step", 3.2, factor).speedUp("encode", 2.2, 1);
    }

    @Test
    void four_sessions_and_one_are_not_testable_however_many_rounds_they_have() {
        Sessions before = sessions("a", 4, run -> run.rounds(100).speedUp("train_step", 3.2, 1));
        Deltas deltas = compare(before, sessions("b", 1, run -> run.rounds(100).speedUp("train_step", 3.2, 0.5)));
        assertThat(deltas.deltas())
                .extracting(Delta::label, Delta::reason)
                .containsExactly(tuple("not testable", "5 sessions; at least 6 are needed"));
        assertThat(deltas.fails()).isFalse();
        assertThat(deltas.isOpen()).isTrue();
        assertThat(deltas.title()).isEqualTo("not testable");
    }

    @Test
    void side_by_side_rounds_are_the_units_and_must_be_the_same() {
        Sessions before = sessions("a", 1, run -> run.speedUp("train_step", 3.2, 1));
        Deltas deltas = sideBySide(before, sessions("b", 1, run -> run.speedUp("train_step", 3.2, 0.8)));
        assertThat(deltas.of("worse")).singleElement().satisfies(worse -> assertThat(
                        worse.finding().estimate().units().nominal())
                .isEqualTo(12));
        assertThat(sideBySide(before, sessions("c", 1, run -> run.rounds(10).speedUp("train_step", 3.2, 1)))
                        .of("not testable"))
                .extracting(Delta::reason)
                .containsExactly("12 rounds and 10");
    }

    @Test
    void noise_between_equal_runs_is_never_called_worse() {
        for (int i = 0; i < 20; i++) {
            Sessions before = sessions("a" + i, ENOUGH, run -> both(run, 1));
            Sessions now = sessions("b" + i, 1, run -> both(run, 1));
            assertThat(compare(before, now).deltas())
                    .noneMatch(delta -> delta.is(Verdict.WORSE) || delta.is(Verdict.BETTER));
        }
    }

    @Test
    void a_loss_below_the_threshold_is_no_regression() {
        Sessions before = sessions("a", ENOUGH, run -> run.rounds(200).speedUp("train_step", 3.2, 1));
        Sessions now = sessions("b", 1, run -> run.rounds(200).speedUp("train_step", 3.2, 0.98));
        assertThat(compare(before, now).title()).isEqualTo("no loss over 5 %");
        Thresholds strict = new Thresholds(0, 1);
        assertThat(RunComparison.compare(before, now, strict, MetricSeries::isRatio, Design.BY_SESSION)
                        .title())
                .isEqualTo("worse");
    }

    @Test
    void a_figure_that_is_gone_or_failed_is_missing_and_one_of_few_rounds_is_not_testable() {
        Sessions before = sessions("a", ENOUGH, run -> both(run, 1).speedUp("head_step", 1.1, 1));
        Sessions now = sessions("b", 1, run -> run.failed("train_step", "the system killed it")
                .rounds(4)
                .speedUp("encode", 2.2, 1)
                .rounds(12)
                .speedUp("ctc", 1, 1));

        Deltas deltas = compare(before, now);
        assertThat(deltas.fails()).isTrue();
        assertThat(deltas.of("missing"))
                .extracting(Delta::reason)
                .containsExactly("failed: the system killed it", "not measured");
        assertThat(deltas.of("not testable"))
                .extracting(Delta::reason)
                .containsExactly("4 rounds; the baseline's sessions have 12, and at least as many are needed");
        assertThat(deltas.title()).isEqualTo("figures are missing");
        assertThat(deltas.of("new")).extracting(c -> c.row().task()).containsExactly("ctc");
    }

    @Test
    void a_figure_that_one_of_several_current_sessions_lacks_is_missing() {
        Sessions before = sessions("a", ENOUGH, run -> both(run, 1));
        List<RunMetrics> now =
                new ArrayList<>(sessions("b", 1, run -> both(run, 1)).runs());
        now.addAll(sessions("c", 1, run -> run.speedUp("encode", 2.2, 1)).runs());
        Deltas deltas = compare(before, new Sessions("now", now));
        assertThat(deltas.of("missing")).extracting(c -> c.row().task()).containsExactly("train_step");
    }

    @Test
    void scores_need_predictions_and_versions_are_never_mixed() {
        Sessions before = sessions("a", 1, run -> run.score(1, 12, 1));
        assertThat(compare(before, sessions("b", 1, run -> run.score(1, 17, 1))).of("not testable"))
                .extracting(Delta::reason)
                .containsExactly("scores are not compared here");
        assertThat(compare(before, sessions("d", 1, run -> run.score(2, 12, 1))).of("not testable"))
                .extracting(Delta::reason)
                .containsExactly("measured otherwise: task version 1 and 2");
    }

    @Test
    void noise_that_could_hide_a_loss_leaves_it_undecided_and_the_title_says_how_great_a_loss() {
        Sessions before = sessions("a", ENOUGH, run -> run.speedUp("train_step", 3.2, 1));
        Deltas deltas = compare(before, sessions("b", 1, run -> run.speedUp("train_step", 3.2, 0.93)));
        assertThat(deltas.of("undecided")).hasSize(1);
        assertThat(deltas.fails()).isFalse();
        assertThat(deltas.isOpen()).isTrue();
        assertThat(deltas.title()).matches("undecided \\(could hide \\d+ %\\)");
        assertThat(deltas.sentence()).contains(deltas.title()).doesNotContain("no loss");
    }

    @Test
    void a_score_of_another_corpus_is_neither_missing_nor_worse() {
        Sessions before = sessions("a", 1, run -> run.corpus("aaaa1111").score(1, 12, 1));
        Deltas deltas =
                compare(before, sessions("b", 1, run -> run.corpus("bbbb2222").score(1, 60, 1)));
        assertThat(deltas.of("not testable"))
                .extracting(Delta::reason)
                .containsExactly("measured otherwise: corpora corpus aaaa1111 and corpus bbbb2222");
        assertThat(deltas.fails()).isFalse();
    }

    @Test
    void a_baseline_without_figures_is_an_error_and_not_a_success() {
        Sessions before = sessions("a", 1, run -> run.failed("train_step", "broken"));
        assertThatThrownBy(() -> compare(before, before))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no figure that could be compared");
    }

    private int seed;

    private Sessions sessions(String name, int number, UnaryOperator<TimedRun> figures) {
        List<Path> runs = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            runs.add(figures.apply(new TimedRun(folder.resolve(name + "-" + i), ++seed))
                    .write());
        }
        return Sessions.read(runs);
    }

    private static Deltas compare(Sessions before, Sessions now) {
        return RunComparison.compare(
                before, now, Thresholds.USUAL, series -> series.isRatio() || series.isScore(), Design.BY_SESSION);
    }

    private static Deltas sideBySide(Sessions before, Sessions now) {
        return RunComparison.compare(before, now, Thresholds.USUAL, MetricSeries::isTiming, Design.SIDE_BY_SIDE);
    }
}
