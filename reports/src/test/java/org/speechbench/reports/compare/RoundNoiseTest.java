package org.speechbench.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundNoiseTest {
    @TempDir
    Path folder;

    @Test
    void noise_is_assumed_where_nothing_is_recorded_and_else_that_of_the_last_comparison_or_the_baseline() {
        assertThat(RoundNoise.of(folder, List.of())).isEqualTo(RoundNoise.ASSUMED);
        Path one = new TimedRun(folder.resolve("a"), 1)
                .rounds(400)
                .speedUp("encode", 2, 1)
                .write();
        RoundNoise baseline = RoundNoise.of(folder, List.of(one));
        // The rounds of a run vary by 3 %, and those of a ratio of ratios by the root of 2 more.
        assertThat(baseline.ofSpeeds()).isCloseTo(0.03, within(0.003));
        assertThat(baseline.ofRatios()).isCloseTo(0.03 * Math.sqrt(2), within(0.0043));

        Path other = new TimedRun(folder.resolve("b"), 2)
                .rounds(400)
                .speedUp("encode", 2, 1)
                .write();
        Deltas deltas = RunComparison.compare(
                Sessions.read(List.of(one)),
                Sessions.read(List.of(other)),
                Thresholds.USUAL,
                MetricSeries::isTiming,
                RunComparison.Design.SIDE_BY_SIDE);
        RoundNoise.write(deltas, folder);
        RoundNoise recorded = RoundNoise.of(folder, List.of());
        assertThat(recorded.ofRatios()).isCloseTo(baseline.ofRatios(), within(0.0043));
        assertThat(recorded.words()).contains("recorded in");
    }
}
