package org.speechbench.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;

class RegressionTestTest {
    @TempDir
    Path folder;

    @Test
    void a_tenth_less_is_worse_and_what_stayed_is_the_same() {
        Path before = run("a", 1)
                .speedUp("train_step", 3.2, 1)
                .speedUp("encode", 2.2, 1)
                .write();
        Path now = run("b", 2)
                .speedUp("train_step", 3.2, 0.9)
                .speedUp("encode", 2.2, 1)
                .write();

        Deltas deltas = compare(before, now);
        assertThat(deltas.fails()).isTrue();
        assertThat(deltas.of(RegressionVerdict.WORSE)).singleElement().satisfies(worse -> {
            assertThat(worse.row().task()).isEqualTo("train_step");
            assertThat(worse.row().upstream()).isEqualTo("fast_hubert");
            assertThat(worse.interval()).isNotNull();
            assertThat(worse.interval().high()).isLessThan(0.95);
        });
        assertThat(deltas.title()).isEqualTo("worse");
        assertThat(compare(now, before).of(RegressionVerdict.BETTER)).hasSize(1);
        assertThat(compare(now, before).fails()).isFalse();
    }

    @Test
    void noise_between_equal_runs_is_never_called_worse() {
        for (int i = 0; i < 60; i++) {
            Path before = run("a" + i, 100 + i)
                    .speedUp("train_step", 3.2, 1)
                    .speedUp("encode", 2.2, 1)
                    .write();
            Path now = run("b" + i, 900 + i)
                    .speedUp("train_step", 3.2, 1)
                    .speedUp("encode", 2.2, 1)
                    .write();
            assertThat(compare(before, now).deltas())
                    .allMatch(c ->
                            c.verdict() == RegressionVerdict.NOT_WORSE || c.verdict() == RegressionVerdict.UNDECIDED);
        }
    }

    @Test
    void a_loss_below_the_threshold_is_no_regression() {
        Path before = run("a", 1).rounds(200).speedUp("train_step", 3.2, 1).write();
        Path now = run("b", 2).rounds(200).speedUp("train_step", 3.2, 0.98).write();
        assertThat(compare(before, now).fails()).isFalse();
        Thresholds strict = new Thresholds(0, 1);
        assertThat(new RegressionTest(
                                RunMetrics.read(before), RunMetrics.read(now), strict, MetricSeries::isRatio, false)
                        .compare()
                        .fails())
                .isTrue();
    }

    @Test
    void a_figure_that_is_gone_or_failed_is_missing_and_one_of_few_rounds_is_undecided() {
        Path before = run("a", 1)
                .speedUp("train_step", 3.2, 1)
                .speedUp("encode", 2.2, 1)
                .speedUp("head_step", 1.1, 1)
                .write();
        Path now = run("b", 2)
                .failed("train_step", "the system killed it")
                .rounds(4)
                .speedUp("encode", 2.2, 1)
                .rounds(12)
                .speedUp("ctc", 1, 1)
                .write();

        Deltas deltas = compare(before, now);
        assertThat(deltas.fails()).isTrue();
        assertThat(deltas.of(RegressionVerdict.MISSING))
                .extracting(Delta::reason)
                .containsExactly("failed: the system killed it", "not measured");
        assertThat(deltas.of(RegressionVerdict.UNDECIDED))
                .extracting(Delta::reason)
                .containsExactly("4 rounds; at least 10 are needed");
        assertThat(deltas.title()).isEqualTo("figures are missing");
        assertThat(deltas.of(RegressionVerdict.NEW))
                .extracting(c -> c.row().task())
                .containsExactly("ctc");
    }

    @Test
    void scores_are_held_against_each_other_by_their_intervals_and_never_across_versions() {
        Path before = run("a", 1).score(1, 12, 1).write();
        assertThat(compare(before, run("b", 2).score(1, 17, 1).write()).of(RegressionVerdict.WORSE))
                .hasSize(1);
        assertThat(compare(before, run("c", 2).score(1, 13, 1).write()).of(RegressionVerdict.UNDECIDED))
                .hasSize(1);
        assertThat(compare(before, run("d", 2).score(1, 7, 1).write()).of(RegressionVerdict.BETTER))
                .hasSize(1);
        assertThat(compare(before, run("e", 2).score(2, 12, 1).write()).of(RegressionVerdict.UNDECIDED))
                .extracting(Delta::reason)
                .containsExactly("measured otherwise: task version 1 and 2");
    }

    @Test
    void noise_that_could_hide_a_loss_leaves_it_undecided_and_the_title_says_how_great_a_loss() {
        Path before = run("a", 1).rounds(10).speedUp("train_step", 3.2, 1).write();
        Path now = run("b", 5).rounds(10).speedUp("train_step", 3.2, 0.965).write();
        Deltas deltas = compare(before, now);
        assertThat(deltas.of(RegressionVerdict.UNDECIDED)).hasSize(1);
        assertThat(deltas.fails()).isFalse();
        assertThat(deltas.title()).matches("undecided \\(could hide a loss of \\d+ %\\)");
        assertThat(deltas.sentence()).contains(deltas.title()).doesNotContain("not worse");
    }

    @Test
    void too_few_rounds_alone_are_undecided_and_no_failure() {
        Path before = run("a", 1).speedUp("train_step", 3.2, 1).write();
        Path now = run("b", 2).rounds(3).speedUp("train_step", 3.2, 0.5).write();
        Deltas deltas = compare(before, now);
        assertThat(deltas.fails()).isFalse();
        assertThat(deltas.title()).isEqualTo("undecided");
    }

    @Test
    void a_loss_that_is_ruled_out_is_what_the_title_says() {
        Path before = run("a", 1).rounds(200).speedUp("train_step", 3.2, 1).write();
        Path now = run("b", 2).rounds(200).speedUp("train_step", 3.2, 1).write();
        Deltas deltas = compare(before, now);
        assertThat(deltas.of(RegressionVerdict.NOT_WORSE)).hasSize(1);
        assertThat(deltas.title()).isEqualTo("no loss over 5.0 %");
    }

    @Test
    void a_score_of_another_corpus_is_neither_missing_nor_worse() {
        Path before = run("a", 1).corpus("aaaa1111").score(1, 12, 1).write();
        Deltas deltas =
                compare(before, run("b", 2).corpus("bbbb2222").score(1, 60, 1).write());
        assertThat(deltas.of(RegressionVerdict.UNDECIDED))
                .extracting(Delta::reason)
                .containsExactly("measured otherwise: corpora corpus aaaa1111 and corpus bbbb2222");
        assertThat(deltas.fails()).isFalse();
    }

    @Test
    void a_baseline_without_figures_is_an_error_and_not_a_success() {
        Path before = run("a", 1).failed("train_step", "broken").write();
        assertThatThrownBy(() -> compare(before, before))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no figure that could be compared");
    }

    private TimedRun run(String name, long seed) {
        return new TimedRun(folder.resolve(name), seed);
    }

    private static Deltas compare(Path before, Path now) {
        return new RegressionTest(
                        RunMetrics.read(before),
                        RunMetrics.read(now),
                        Thresholds.USUAL,
                        series -> series.isRatio() || series.isScore(),
                        false)
                .compare();
    }
}
