package org.speechbench.bench.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.reports.compare.Delta;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.compare.MetricSeries;
import org.speechbench.reports.compare.RegressionTest;
import org.speechbench.reports.compare.RegressionVerdict;
import org.speechbench.reports.compare.RunMetrics;
import org.speechbench.reports.compare.Thresholds;
import org.speechbench.reports.compare.TimedRun;

class ConfirmationTest {
    @TempDir
    Path folder;

    @Test
    void only_a_loss_that_is_there_side_by_side_counts() {
        Deltas suspected = compare(1, 0.8);
        assertThat(suspected.fails()).isTrue();

        Deltas cleared = new Confirmation(suspected, compare(10, 1)).deltas();
        assertThat(cleared.fails()).isFalse();
        assertThat(cleared.deltas())
                .extracting(Delta::reason)
                .singleElement()
                .asString()
                .endsWith("worse side by side");
        assertThat(cleared.deltas()).noneMatch(delta -> delta.verdict() == RegressionVerdict.WORSE);

        Deltas confirmed = new Confirmation(suspected, compare(20, 0.8)).deltas();
        assertThat(confirmed.of(RegressionVerdict.WORSE)).hasSize(1);
    }

    private Deltas compare(int seed, double factor) {
        Path before = new TimedRun(folder.resolve("a" + seed), seed)
                .speedUp("train_step", 3, 1)
                .write();
        Path now = new TimedRun(folder.resolve("b" + seed), seed + 1)
                .speedUp("train_step", 3, factor)
                .write();
        return new RegressionTest(
                        RunMetrics.read(before), RunMetrics.read(now), Thresholds.USUAL, MetricSeries::isRatio, false)
                .compare();
    }
}
