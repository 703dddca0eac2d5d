package org.speechbench.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.LadderEntry;
import org.speechbench.bench.config.LadderRow;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.core.Progress;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.upstream.pretrain.KernelSet;

class SpeedRunTest {
    private static final Set<String> PARTS = Set.of(
            "front_end.forward",
            "projection.forward",
            "positions.forward",
            "attention.forward",
            "feed_forward.forward",
            "head.forward",
            "head.backward",
            "feed_forward.backward",
            "attention.backward",
            "positions.backward",
            "projection.backward",
            "front_end.backward",
            "update");

    private static final LadderEntry NO_LADDER = new LadderEntry("", "", Map.of());
    private static final ThroughputEntry ENTRY = entry(List.of("hubert", "fast_hubert"), NO_LADDER, List.of());

    @Test
    void forks_measure_steps_and_encodes_and_leave_their_files(@TempDir Path folder) {
        RunDirectory files = new RunDirectory(folder);
        ThroughputEntry one = entry(List.of("fast_hubert"), NO_LADDER, List.of("fast_hubert"));

        Speeds run =
                new SpeedRun(one, "fp32", Device.cpu(), Services.load(), files, Progress.silent()).run(() -> false);

        assertThat(run.failed()).isEmpty();
        Map<String, Map<String, BenchmarkRounds>> speeds = run.measured();
        assertThat(speeds).containsOnlyKeys("matrix_product", "train_step", "encode", "modules");
        BenchmarkRounds step = step(speeds, "train_step");
        assertThat(step.speeds()).hasSize(1).allMatch(v -> v > 0);
        assertThat(step.parts()).isEmpty();
        assertThat(step.calls().calls()).isPositive();
        assertThat(step.calls().percentiles().get(Metrics.MEDIAN)).isPositive();
        assertThat(step.secondary().get(Metrics.ALLOCATED).get(0)).isBetween(1e-4, 1e3);
        if (Files.isReadable(Path.of("/proc/self/status"))) {
            assertThat(step.secondary().get(Metrics.PEAK_MEMORY).get(0)).isBetween(0.05, 50.0);
            assertThat(step.secondary().get(Metrics.NATIVE_MEMORY).get(0)).isBetween(0.01, 50.0);
        }
        Map<String, List<Double>> parts = step(speeds, "modules").parts();
        assertThat(parts).containsOnlyKeys(PARTS);
        assertThat(parts.values())
                .allSatisfy(rounds -> assertThat(rounds).hasSize(1).allMatch(v -> v > 0));
        assertThat(files.jmh("train_step-fast_hubert-1")).isNotEmptyFile();
        assertThat(files.jmh("encode-fast_hubert-1")).isNotEmptyFile();
    }

    @Test
    void that_parts_are_not_timed_on_a_gpu_is_said_at_once(@TempDir Path folder) {
        List<String> notes = new ArrayList<>();
        Progress progress = Progress.noting(notes::add);
        ThroughputEntry entry = entry(List.of("hubert"), NO_LADDER, List.of("hubert"));
        for (Device device : List.of(Device.cpu(), Device.gpu(0))) {
            notes.clear();
            new SpeedRun(entry, "fp32", device, Services.load(), new RunDirectory(folder), progress).run(() -> true);
            assertThat(notes.contains("Warning: " + SpeedRun.NO_PARTS)).isEqualTo(device.isGpu());
        }
    }

    @Test
    void on_a_gpu_every_fork_is_told_so_and_nothing_is_timed_part_by_part() {
        ThroughputEntry entry = entry(List.of("hubert"), NO_LADDER, List.of("hubert"));

        List<BenchmarkRun> workloads = BenchmarkRuns.of(entry, "bf16", Device.gpu(1), Services.load());

        assertThat(workloads).allSatisfy(workload -> assertThat(workload.arguments(Path.of("x.json")))
                .contains("device=gpu:1"));
        assertThat(workloads)
                .extracting(BenchmarkRun::benchmark)
                .containsExactly(SpeedBenchmark.MATRIX_PRODUCT, SpeedBenchmark.TRAIN_STEP, SpeedBenchmark.ENCODE);
        // Waiting for each step would leave the device idle in between.
        assertThat(workloads.get(1).arguments(Path.of("x.json")))
                .contains("steps=10")
                .containsSequence("-opi", "10");
        assertThat(workloads.get(2).arguments(Path.of("x.json"))).containsSequence("-opi", "1");
        // A product of 8192 x 8192 matrices.
        assertThat(workloads.get(0).work()).isCloseTo(1099.5, within(0.1));
        assertThat(BenchmarkRuns.of(entry, "bf16", Device.cpu(), Services.load()))
                .hasSize(4)
                .noneMatch(workload -> workload.parameters().containsKey("device"));
    }

    @Test
    void a_fork_that_ran_on_another_device_is_no_measurement(@TempDir Path folder) throws Exception {
        Path json = Files.writeString(
                folder.resolve("x.json"),
                "[{\"params\": {\"upstream\": \"hubert\"}, \"primaryMetric\": {\"score\": 0.5}}]");
        ThroughputEntry entry = entry(List.of("hubert"), NO_LADDER, List.of());
        BenchmarkRun cpu =
                BenchmarkRuns.of(entry, "fp32", Device.cpu(), Services.load()).get(1);
        BenchmarkRun gpu =
                BenchmarkRuns.of(entry, "fp32", Device.gpu(0), Services.load()).get(1);

        assertThat(ForkResult.read(json).measured(cpu).speeds()).containsExactly(cpu.work() / 0.5);
        assertThatThrownBy(() -> ForkResult.read(json).measured(gpu))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("measured on cpu, not on gpu:0");
    }

    @Test
    void a_run_that_is_asked_to_stop_measures_nothing(@TempDir Path folder) {
        assertThat(new SpeedRun(
                                ENTRY,
                                "fp32",
                                Device.cpu(),
                                Services.load(),
                                new RunDirectory(folder),
                                Progress.silent())
                        .run(() -> true))
                .matches(Speeds::isEmpty);
    }

    @Test
    void a_row_that_fails_costs_no_other_row(@TempDir Path folder) {
        Map<String, LadderRow> rows = new LinkedHashMap<>();
        // No machine has memory for so many classes; only the fork finds out.
        rows.put(
                "broken",
                new LadderRow("fast_hubert", Map.of(), KernelSet.OPTIMISED, Integer.MAX_VALUE, "test", 0, 0, ""));
        rows.put("good", row("fast_hubert", Map.of(), "optimised", 0, 0));
        ThroughputEntry entry = entry(List.of(), new LadderEntry("", "", rows), List.of());
        Speeds speeds = new SpeedRun(
                        entry, "fp32", Device.cpu(), Services.load(), new RunDirectory(folder), Progress.silent())
                .run(() -> false);
        assertThat(speeds.measured().get("train_step")).containsOnlyKeys("good");
        assertThat(speeds.failed()).singleElement().satisfies(f -> {
            assertThat(f.label()).isEqualTo("broken");
            assertThat(f.reason()).hasMessageContaining("train_step-broken-1 failed, see ");
        });
        ResultRow failed =
                new SpeedRows(entry, "fp32", Services.load(), Map.of()).failed("broken", "train_step", "it broke");
        assertThat(failed.ok()).isFalse();
        assertThat(failed.upstream()).isEqualTo("broken");
    }

    @Test
    void what_does_not_come_apart_is_refused_before_anything_is_measured(@TempDir Path folder) {
        ThroughputEntry entry = entry(List.of("fbank"), NO_LADDER, List.of("fbank"));
        SpeedRun run =
                new SpeedRun(entry, "fp32", Device.cpu(), Services.load(), new RunDirectory(folder), Progress.silent());
        assertRefused(() -> run.run(() -> false), "'fbank', which cannot be timed part by part");
    }

    @Test
    void a_label_stands_for_one_thing() {
        LadderEntry ladder = new LadderEntry("", "", Map.of("hubert", row("hubert", Map.of(), "optimised", 0, 0)));
        assertRefused(() -> entry(List.of("hubert"), ladder, List.of()), "names too");
        assertRefused(() -> entry(List.of("hubert", "hubert"), NO_LADDER, List.of()), "twice");
    }

    @Test
    void ratios_are_over_the_first_upstream() {
        Map<String, Map<String, BenchmarkRounds>> speeds = Map.of(
                "train_step",
                Map.of("hubert", speeds(10, 20, 10, 20, 10, 20), "fast_hubert", speeds(30, 60, 30, 60, 30, 60)));

        List<ResultRow> rows = rows(new SpeedRows(ENTRY, "fp32", Services.load(), Map.of("fp32", 100.0)), speeds);

        ResultRow ratio = only(rows, "speedup");
        assertThat(ratio.upstream()).isEqualTo("fast_hubert");
        assertThat(ratio.value()).isCloseTo(3, within(1e-9));
        assertThat(ratio.measure().n()).isEqualTo(6);
        assertThat(ratio.measure().interval()).isNotNull();
        assertThat(only(rows, "gigaflops").value()).isEqualTo(100.0);
        assertThat(rows)
                .filteredOn(r -> r.metric().id().equals("ceiling_share"))
                .hasSize(2);
    }

    @Test
    void a_ladder_is_held_against_both_baselines_and_the_row_before() {
        Map<String, LadderRow> rows = new LinkedHashMap<>();
        rows.put("as_published", row("hubert", Map.of(), "original", 0, 0));
        rows.put("fast", row("hubert", Map.of(), "optimised", 0, 0));
        rows.put("s1", row("fast_hubert", Map.of("convolutions", "1"), "optimised", 0, 0));
        ThroughputEntry entry = entry(List.of(), new LadderEntry("as_published", "fast", rows), List.of("s1"));
        Map<String, BenchmarkRounds> steps = new LinkedHashMap<>();
        steps.put("as_published", speeds(1, 2));
        steps.put("fast", speeds(4, 8));
        steps.put(
                "s1",
                new BenchmarkRounds(
                        List.of(12.0, 24.0), Map.of(Metrics.PEAK_MEMORY, List.of(1.0, 1.5)), Map.of(), CallTimes.NONE));
        Map<String, List<Double>> parts = Map.of("update", List.of(0.05, 0.05), "rest", List.of(0.05, 0.05));
        BenchmarkRounds timed = new BenchmarkRounds(List.of(10.0, 10.0), Map.of(), parts, CallTimes.NONE);

        List<ResultRow> written = rows(
                new SpeedRows(entry, "fp32", Services.load(), Map.of("fp32", 100.0)),
                Map.of("train_step", steps, "modules", Map.of("s1", timed)));

        assertThat(value(written, "s1", Metrics.OVER_ORIGINAL)).isCloseTo(12, within(1e-9));
        assertThat(value(written, "s1", Metrics.OVER_OPTIMISED)).isCloseTo(3, within(1e-9));
        assertThat(value(written, "s1", Metrics.OVER_BEFORE)).isCloseTo(3, within(1e-9));
        assertThat(value(written, "s1", Metrics.PEAK_MEMORY)).isEqualTo(1.5);
        // A step takes 2 x 1 s / 17 audio-s/s, its parts 0.1 s.
        assertThat(value(written, "s1", Metrics.PARTS_OVER_STEP))
                .isCloseTo(0.1 * Math.sqrt(12.0 * 24) / 2, within(1e-9));
        assertThat(value(written, "fast", Metrics.ARITHMETIC)).isGreaterThan(value(written, "s1", Metrics.ARITHMETIC));
        assertThat(written)
                .filteredOn(r -> r.is(RowKind.MODULE))
                .extracting(ResultRow::task)
                .containsExactlyInAnyOrder("update", "rest");
    }

    @Test
    void a_step_has_its_device_hours_and_those_of_a_published_size_the_schedule_too() {
        Map<String, LadderRow> rows = new LinkedHashMap<>();
        rows.put("base", new LadderRow("hubert", Map.of(), KernelSet.OPTIMISED, 500, "base", 15, 4, ""));
        rows.put("ours", row("hubert", Map.of(), "optimised", 15, 4));
        ThroughputEntry entry = entry(List.of(), new LadderEntry("", "", rows), List.of());
        Map<String, BenchmarkRounds> steps = new LinkedHashMap<>();
        steps.put(
                "base",
                new BenchmarkRounds(
                        List.of(50.0, 200.0, 50.0, 200.0, 50.0, 200.0),
                        Map.of(Metrics.DEVICE_MEMORY, List.of(20.0, 21.0, 20.0, 20.0, 20.0, 20.0)),
                        Map.of(),
                        CallTimes.NONE));
        steps.put("ours", speeds(1000, 1000, 1000, 1000, 1000, 1000));

        List<SpeedRows.TimedResult> results =
                new SpeedRows(entry, "fp32", Services.load(), Map.of("fp32", 100.0)).rows(Map.of("train_step", steps));
        List<ResultRow> written =
                results.stream().map(SpeedRows.TimedResult::row).toList();

        assertThat(value(written, "base", Metrics.HOURS_PER_MILLION)).isCloseTo(1e4 / 3600, within(1e-9));
        assertThat(value(written, "base", Metrics.TERAFLOPS))
                .isCloseTo(0.1 * value(written, "base", Metrics.ARITHMETIC), within(1e-9));
        // 650,000 updates of 2,800 s.
        assertThat(value(written, "base", Metrics.PUBLISHED_SCHEDULE)).isCloseTo(1.82e7 / 3600, within(1e-6));
        assertThat(value(written, "base", Metrics.DEVICE_MEMORY)).isEqualTo(21);
        assertThat(written)
                .filteredOn(r -> r.metric().equals(Metrics.PUBLISHED_SCHEDULE))
                .extracting(ResultRow::upstream)
                .containsExactly("base");
        assertThat(results)
                .filteredOn(r -> r.row().metric().equals(Metrics.HOURS_PER_MILLION))
                .allSatisfy(r -> {
                    assertThat(r.row().measure().interval()).isNotNull();
                    assertThat(r.rounds()).isEmpty();
                });
    }

    @Test
    void rows_of_a_ladder_are_timed_beside_the_row_from_which_they_differ() {
        Map<String, LadderRow> rows = new LinkedHashMap<>();
        rows.put("a", row("hubert", Map.of(), "original", 0, 0));
        rows.put("b", row("hubert", Map.of(), "optimised", 0, 0));
        rows.put("c", new LadderRow("fast_hubert", Map.of(), KernelSet.ORIGINAL, 500, "", 0, 0, "a"));
        rows.put("d", new LadderRow("fast_hubert", Map.of(), KernelSet.OPTIMISED, 500, "", 0, 0, "b"));
        ThroughputEntry entry = entry(List.of(), new LadderEntry("a", "b", rows), List.of());
        assertThat(BenchmarkRuns.ofUpstreams(entry, "fp32", Device.cpu(), Services.load()))
                .extracting(BenchmarkRun::label)
                .containsExactly("a", "b", "d", "c");
    }

    @Test
    void rows_may_have_a_size_and_a_batch_of_their_own() {
        Map<String, LadderRow> rows = new LinkedHashMap<>();
        rows.put("short", row("fast_hubert", Map.of(), "optimised", 2, 8));
        rows.put("usual", row("fast_hubert", Map.of(), "optimised", 0, 0));
        rows.put("tiny", new LadderRow("fast_hubert", Map.of(), KernelSet.OPTIMISED, 500, "tiny", 0, 0, "short"));
        ThroughputEntry entry = entry(List.of(), new LadderEntry("", "", rows), List.of());
        Map<String, BenchmarkRounds> steps = new LinkedHashMap<>();
        rows.keySet().forEach(label -> steps.put(label, speeds(10, 10)));

        List<ResultRow> written =
                rows(new SpeedRows(entry, "fp32", Services.load(), Map.of("fp32", 100.0)), Map.of("train_step", steps));

        assertThat(written)
                .filteredOn(r -> r.metric().id().equals(Metrics.SPEED.id()))
                .extracting(row -> row.subject().size(), ResultRow::detail)
                .containsExactly(tuple("test", "8 x 2.0 s"), tuple("test", "2 x 1.0 s"), tuple("tiny", "2 x 1.0 s"));
        assertThat(value(written, "short", Metrics.ARITHMETIC))
                .isGreaterThan(value(written, "usual", Metrics.ARITHMETIC));
        assertThat(written)
                .filteredOn(r -> r.metric().equals(Metrics.OVER_BEFORE))
                .extracting(ResultRow::detail)
                .containsExactly("usual over short, 2 x 1.0 s", "tiny over short, 2 x 1.0 s");
    }

    private static List<ResultRow> rows(SpeedRows rows, Map<String, Map<String, BenchmarkRounds>> speeds) {
        return rows.rows(speeds).stream().map(SpeedRows.TimedResult::row).toList();
    }

    private static ThroughputEntry entry(List<String> upstreams, LadderEntry ladder, List<String> modules) {
        return new ThroughputEntry(
                upstreams,
                ladder,
                modules,
                List.of("train_step", "encode"),
                new ThroughputEntry.Workload("test", 1, 2, 20),
                new ThroughputEntry.Timing(1, 0.1, 0.3));
    }

    private static LadderRow row(
            String provider, Map<String, String> settings, String compute, double seconds, int batch) {
        return new LadderRow(provider, settings, KernelSet.of(compute), 500, "", seconds, batch, "");
    }

    private static BenchmarkRounds speeds(double... rounds) {
        return BenchmarkRounds.ofSpeeds(Arrays.stream(rounds).boxed().toList());
    }

    private static BenchmarkRounds step(Map<String, Map<String, BenchmarkRounds>> speeds, String benchmark) {
        return Objects.requireNonNull(speeds.get(benchmark).get("fast_hubert"));
    }

    private static double value(List<ResultRow> rows, String upstream, Metric metric) {
        List<ResultRow> found = rows.stream()
                .filter(r -> r.upstream().equals(upstream) && r.metric().equals(metric))
                .toList();
        assertThat(found).as(upstream + " " + metric).isNotEmpty();
        return Objects.requireNonNull(found.get(0).value());
    }

    private static ResultRow only(List<ResultRow> rows, String metric) {
        List<ResultRow> found =
                rows.stream().filter(r -> r.metric().id().equals(metric)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
