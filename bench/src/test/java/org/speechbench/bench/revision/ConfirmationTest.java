package org.speechbench.bench.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.reports.compare.Delta;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.compare.MetricSeries;
import org.speechbench.reports.compare.RunComparison;
import org.speechbench.reports.compare.RunComparison.Design;
import org.speechbench.reports.compare.Sessions;
import org.speechbench.reports.compare.Thresholds;
import org.speechbench.reports.compare.TimedRun;

class ConfirmationTest {
    private int seed;

    @TempDir
    Path folder;

    @Test
    void a_loss_counts_only_if_it_is_there_side_by_side_too() {
        Deltas suspected = againstBaseline(5, 0.8);
        assertThat(suspected.fails()).isTrue();
        assertThat(Confirmation.isNeeded(suspected)).isTrue();

        Deltas cleared = new Confirmation(suspected, sideBySide(1)).deltas();
        assertThat(cleared.fails()).isFalse();
        assertThat(cleared.deltas())
                .singleElement()
                .extracting(Delta::reason)
                .asString()
                .startsWith("one measurement says worse, the other ");

        Deltas confirmed = new Confirmation(suspected, sideBySide(0.8)).deltas();
        assertThat(confirmed.of("worse")).hasSize(1);
    }

    @Test
    void a_gain_counts_only_if_it_is_there_side_by_side_too() {
        Deltas suspected = againstBaseline(5, 1.2);
        assertThat(suspected.of("better")).hasSize(1);
        assertThat(new Confirmation(suspected, sideBySide(1)).deltas().of("better"))
                .isEmpty();
        assertThat(new Confirmation(suspected, sideBySide(1.2)).deltas().of("better"))
                .hasSize(1);
        assertThat(new Confirmation(suspected, sideBySide(0.8)).deltas().fails())
                .isFalse();
    }

    @Test
    void what_a_baseline_of_few_sessions_cannot_tell_is_what_is_measured_side_by_side() {
        Deltas untestable = againstBaseline(1, 0.8);
        assertThat(untestable.of("not testable")).hasSize(1);
        assertThat(Confirmation.isNeeded(untestable)).isTrue();
        Deltas worse = new Confirmation(untestable, sideBySide(0.8)).deltas();
        assertThat(worse.deltas()).extracting(Delta::label).containsExactly("worse");
        assertThat(worse.deltas().get(0).finding().estimate().units().name()).isEqualTo("rounds");
    }

    @Test
    void nothing_is_measured_again_where_nothing_is_claimed() {
        assertThat(Confirmation.isNeeded(againstBaseline(5, 1))).isFalse();
    }

    private Deltas againstBaseline(int sessions, double factor) {
        return RunComparison.compare(
                sessions(sessions, 1), sessions(1, factor), Thresholds.USUAL, MetricSeries::isRatio, Design.BY_SESSION);
    }

    private Deltas sideBySide(double factor) {
        return RunComparison.compare(
                sessions(1, 1), sessions(1, factor), Thresholds.USUAL, MetricSeries::isTiming, Design.SIDE_BY_SIDE);
    }

    private Sessions sessions(int number, double factor) {
        List<Path> runs = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            seed++;
            runs.add(new TimedRun(folder.resolve("run" + seed), seed)
                    .speedUp("train_step", 3, factor)
                    .write());
        }
        return Sessions.read(runs);
    }
}
