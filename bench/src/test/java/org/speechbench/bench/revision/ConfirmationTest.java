package org.speechbench.bench.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.reports.compare.Change;
import org.speechbench.reports.compare.Changes;
import org.speechbench.reports.compare.Comparer;
import org.speechbench.reports.compare.Figure;
import org.speechbench.reports.compare.Figures;
import org.speechbench.reports.compare.Thresholds;
import org.speechbench.reports.compare.TimedRun;
import org.speechbench.reports.compare.Verdict;

class ConfirmationTest {
    @TempDir
    Path folder;

    @Test
    void only_a_loss_that_is_there_side_by_side_counts() {
        Changes suspected = compare(1, 0.8);
        assertThat(suspected.fails()).isTrue();

        Changes cleared = new Confirmation(suspected, compare(10, 1)).changes();
        assertThat(cleared.fails()).isFalse();
        assertThat(cleared.changes())
                .extracting(Change::reason)
                .singleElement()
                .asString()
                .endsWith("worse side by side");
        assertThat(cleared.changes()).noneMatch(change -> change.verdict() == Verdict.WORSE);

        Changes confirmed = new Confirmation(suspected, compare(20, 0.8)).changes();
        assertThat(confirmed.of(Verdict.WORSE)).hasSize(1);
    }

    private Changes compare(int seed, double factor) {
        Path before = new TimedRun(folder.resolve("a" + seed), seed)
                .speedUp("train_step", 3, 1)
                .write();
        Path now = new TimedRun(folder.resolve("b" + seed), seed + 1)
                .speedUp("train_step", 3, factor)
                .write();
        return new Comparer(Figures.read(before), Figures.read(now), Thresholds.USUAL, Figure::isRatio, false)
                .compare();
    }
}
