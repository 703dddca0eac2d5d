package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.bench.run.EarlierRuns.Run;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Machine;
import org.speechbench.core.result.Measure;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.Status;
import org.speechbench.core.result.Subject;

class TimeEstimatesTest {
    private static final String EXPERIMENT =
            """
            title: x
            pretrain:
              a: { provider: fast_hubert, size: tiny, settings: { convolutions: 1 } }
              b: { provider: fast_hubert, size: tiny }
            """;
    private static final ExperimentConfig CONFIG =
            new ConfigReader().parse("x.yaml", EXPERIMENT, List.of()).config();

    @Test
    void a_pre_training_takes_as_long_as_one_of_the_same_network_did() {
        Run run = run(row(RowKind.PRETRAIN, "a", Metrics.TRAINING_SPEED, 50));
        TimeLeft time = pretraining(estimates(run), "a", 2);
        assertThat(time.secondsLeft()).isEqualTo(20);
        assertThat(time.timeIsLeast()).isFalse();
        assertThat(time.timeRestsOn()).isEqualTo("by the training speed in before, with 2 threads");
    }

    @Test
    void the_speed_of_a_network_with_other_settings_is_not_taken() {
        Run run = run(row(RowKind.PRETRAIN, "a", Metrics.TRAINING_SPEED, 50));
        // 1000 audio-seconds of 2 GFLOP at 200 GFLOP/s, which no model reaches.
        TimeLeft time = pretraining(estimates(run), "b", 2);
        assertThat(time.secondsLeft()).isCloseTo(10, within(1e-9));
        assertThat(time.timeIsLeast()).isTrue();
        assertThat(time.timeRestsOn()).contains("which no model reaches");
    }

    @Test
    void timed_training_steps_say_what_share_of_the_ceiling_is_reached() {
        Run run = run(row(RowKind.THROUGHPUT, "row", Metrics.CEILING_SHARE, 25));
        TimeLeft time = pretraining(estimates(run), "b", 2);
        assertThat(time.secondsLeft()).isCloseTo(40, within(1e-9));
        assertThat(time.timeIsLeast()).isFalse();
    }

    @Test
    void what_nothing_tells_is_unknown() {
        TimeLeft none = pretraining(new TimeEstimates(new EarlierRuns(List.of()), "bf16"), "b", 2);
        assertThat(none.secondsLeft()).isNull();
        assertThat(none.timeRestsOn()).contains("has measured that on this machine");
        assertThat(pretraining(new TimeEstimates(new EarlierRuns(List.of(run())), "fp16"), "b", 2)
                        .secondsLeft())
                .isNull();
        assertThat(pretraining(estimates(run()), "b", 0).secondsLeft()).isNull();
    }

    @Test
    void a_sum_with_unknown_parts_is_a_least() {
        TimeLeft known = new TimeLeft(10.0, false, "");
        TimeLeft least = new TimeLeft(5.0, true, "");
        assertThat(sum(List.of(known, known))).isEqualTo(new TimeLeft(20.0, false, "the sum of its parts"));
        TimeLeft some = sum(List.of(known, least, TimeLeft.UNKNOWN));
        assertThat(some.secondsLeft()).isEqualTo(15);
        assertThat(some.timeIsLeast()).isTrue();
        assertThat(some.timeRestsOn()).contains("; nothing has measured 1 of 3; 1 of 3 may take longer");
        assertThat(sum(List.of(TimeLeft.UNKNOWN)).secondsLeft()).isNull();
        assertThat(sum(List.of()).secondsLeft()).isZero();
    }

    @Test
    void a_folder_without_runs_beside_it_has_none(@TempDir Path folder) {
        assertThat(EarlierRuns.beside(folder.resolve("runs/new"), Machine.probe(), "cpu()")
                        .runs())
                .isEmpty();
        assertThat(EarlierRuns.beside(folder.resolve("new"), Machine.probe(), "cpu()")
                        .runs())
                .isEmpty();
    }

    private static TimeLeft sum(List<TimeLeft> times) {
        return TimeLeft.of(
                times.stream().map(time -> new RunPlan.Forks(1, false, time)).toList());
    }

    private static TimeLeft pretraining(TimeEstimates estimates, String label, double gigaFlops) {
        PretrainEntry entry = entry(label);
        return estimates.training(CONFIG.spec(entry), run -> PretrainStage.speed(entry, run), 1000, gigaFlops);
    }

    private static PretrainEntry entry(String label) {
        return java.util.Objects.requireNonNull(CONFIG.pretrain().get(label));
    }

    private static TimeEstimates estimates(Run run) {
        return new TimeEstimates(new EarlierRuns(List.of(run)), "bf16");
    }

    private static Run run(ResultRow... rows) {
        return new Run("before", "2026-01-01T00:00:00Z", 2, CONFIG, Map.of("bf16", 200.0), List.of(rows));
    }

    private static ResultRow row(RowKind kind, String label, Metric metric, double value) {
        return new ResultRow(
                kind,
                new Subject(label, "fast_hubert", "tiny", "random", "", false),
                Protocol.ofSplit("dev"),
                Conditions.ofPrecision("bf16"),
                Measure.of(metric, value, 1L),
                Cost.NONE,
                Status.OK,
                "");
    }
}
