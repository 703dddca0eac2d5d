package org.speechbench.reports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.Digests;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.LayerWeights;
import org.speechbench.core.result.Machine;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metric.Direction;
import org.speechbench.core.result.PretrainDiagnostics;
import org.speechbench.core.result.PretrainEvent;
import org.speechbench.core.result.PretrainLog;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.Score.Interval;

/** A made-up run of the size of a real one, and rows to build others from. */
final class Sample {
    static final Metric WER = new Metric("wer", "WER", "%", Direction.LOWER_IS_BETTER);
    static final Metric PER = new Metric("per", "PER", "%", Direction.LOWER_IS_BETTER);
    static final Metric ACC = new Metric("accuracy", "accuracy", "%", Direction.HIGHER_IS_BETTER);
    private static final Metric SPEED =
            new Metric("audio_seconds_per_second", "throughput", "audio-s/s", Direction.HIGHER_IS_BETTER);
    private static final Metric SHARE =
            new Metric("ceiling_share", "share of the ceiling", "%", Direction.HIGHER_IS_BETTER);
    private static final Metric SPEED_UP = new Metric("speedup", "speed-up", "x", Direction.HIGHER_IS_BETTER);
    private static final Metric FLOPS =
            new Metric("gigaflops", "matrix product", "GFLOP/s", Direction.HIGHER_IS_BETTER);

    private Sample() {}

    /** One row of a task; everything not named here is plausible. */
    record Row(String kind, String upstream, String init, String task, Metric metric) {
        ResultRow ok(double value, String split, double rate) {
            return row(value, split, rate, 1, "quick", "ok", "", false);
        }

        ResultRow failed(String reason) {
            return row(null, "test", null, 1, "quick", "failed", reason, false);
        }

        ResultRow of(double value, int version, String preset) {
            return row(value, "test", 1e-3, version, preset, "ok", "", false);
        }

        ResultRow usingLabels(double value) {
            return row(value, "test", 1e-3, 1, "quick", "ok", "", true);
        }

        private ResultRow row(
                @Nullable Double value,
                String split,
                @Nullable Double rate,
                int version,
                String preset,
                String status,
                String detail,
                boolean usesLabels) {
            Interval interval = value == null || kind.equals("dev") ? null : new Interval(value * 0.93, value * 1.08);
            return new ResultRow(
                    kind,
                    upstream,
                    upstream.replaceAll("_random|_plain", ""),
                    init.equals("none") ? "" : "small",
                    init,
                    "ab12".repeat(16),
                    task,
                    task.replaceAll("_.*", ""),
                    version,
                    preset,
                    value == null ? "" : metric.equals(ACC) ? "mean_linear" : "ctc_linear",
                    split,
                    metric,
                    value,
                    value == null ? 0 : 130,
                    interval,
                    1337L,
                    rate,
                    "bf16",
                    41.5,
                    status,
                    detail,
                    usesLabels,
                    Digests.sha256(task));
        }
    }

    static Row score(String upstream, String init, String task, Metric metric) {
        return new Row("score", upstream, init, task, metric);
    }

    static ReportData data(List<ResultRow> rows) {
        return new ReportData(List.of(), rows, Map.of(), Map.of(), List.of(), List.of());
    }

    /** Writes a run as the bench does. */
    static RunDirectory write(Path folder) {
        RunDirectory run = new RunDirectory(folder).create();
        ResultStore store = new ResultStore(run.results());
        rows().forEach(store::append);
        new ProvenanceStore(run.provenance()).write(provenance());
        AtomicFiles.write(
                run.config(), "title: \"Two hours of real speech, size small\"\nseed: 1337\nprecision: bf16\n");
        new LayerWeights(run.layers()).append(layers());
        curves().forEach((label, events) -> events.forEach(new PretrainLog(run.events(label))::append));
        return run;
    }

    /** What a reader makes of {@link #write}, without the disk. */
    static ReportData report() {
        String title = "Two hours of real speech, size small";
        ReportData.Run run = new ReportData.Run("real-small", title, provenance(), "seed: 1337\n");
        return new ReportData(List.of(run), rows(), curves(), pretrainings(), layers(), List.of());
    }

    static Map<String, List<PretrainEvent>> curves() {
        return new TreeMap<>(Map.of("hubert", curve(1000, 3.3, 0.42), "fast_hubert", curve(2000, 0.9, 0.38)));
    }

    private static final List<List<String>> UPSTREAMS = List.of(
            List.of("fbank", "none"),
            List.of("hubert_random", "random"),
            List.of("hubert", "pretrained"),
            List.of("fast_hubert_random", "random"),
            List.of("fast_hubert", "pretrained"));

    static List<ResultRow> rows() {
        List<ResultRow> rows = new ArrayList<>();
        double[][] values = {
            {48.21, 71.9, 61.4, 33.3},
            {55.03, 80.2, 40.1, 37.5},
            {31.74, 52.6, 72.25, 46.2},
            {56.9, 82.7, 38.9, 36.1},
            {33.02, 55.1, 70.7, 47.9}
        };
        for (int i = 0; i < UPSTREAMS.size(); i++) {
            String label = UPSTREAMS.get(i).get(0);
            String init = UPSTREAMS.get(i).get(1);
            task(rows, score(label, init, "pr_an4", PER), values[i][0]);
            if (label.equals("fast_hubert_random")) {
                rows.add(score(label, init, "asr_an4", WER).failed("loss is not finite at step 12"));
            } else {
                task(rows, score(label, init, "asr_an4", WER), values[i][1]);
            }
            task(rows, score(label, init, "sid_an4", ACC), values[i][2]);
            if (!label.equals("fbank")) {
                task(rows, score(label, init, "er", ACC), values[i][3]);
            }
        }
        speeds(rows);
        pretrainings().values().forEach(rows::addAll);
        return rows;
    }

    /** One with all of its cost, and one that rests on a model of elsewhere. */
    static Map<String, List<ResultRow>> pretrainings() {
        return new TreeMap<>(Map.of(
                "hubert", List.of(total("hubert", 3700, "")),
                "fast_hubert", List.of(total("fast_hubert", 2500, "not counted: the pre-training of models/first"))));
    }

    private static ResultRow total(String upstream, double seconds, String detail) {
        Metric metric = new Metric("total_seconds", "wall-clock of everything", "s", Direction.LOWER_IS_BETTER);
        return new ResultRow(
                "pretrain",
                upstream,
                upstream,
                "small",
                "pretrained",
                "ab12".repeat(16),
                "",
                "",
                0,
                "",
                "",
                "dev",
                metric,
                seconds,
                1,
                null,
                1337L,
                5e-4,
                "bf16",
                seconds,
                "ok",
                detail,
                false);
    }

    private static void task(List<ResultRow> rows, Row row, double value) {
        Row dev = new Row("dev", row.upstream(), row.init(), row.task(), row.metric());
        boolean higher = row.metric().direction() == Direction.HIGHER_IS_BETTER;
        rows.add(dev.ok(value * (higher ? 0.9 : 1.1), "dev", 1e-3));
        rows.add(dev.ok(value * 0.97, "dev", 3e-3));
        rows.add(row.ok(value, "test", 3e-3));
        if (row.task().equals("pr_an4")) {
            rows.add(row.ok(value * 1.2, "test-other", 3e-3));
        }
    }

    private static void speeds(List<ResultRow> rows) {
        rows.add(speed("ceiling", "", "matrix_product", FLOPS, 301.2, 0, "2048 x 2048 x 2048"));
        for (String benchmark : List.of("train_step", "encode")) {
            double factor = benchmark.equals("encode") ? 4.1 : 1;
            rows.add(speed("throughput", "hubert", benchmark, SPEED, 6.13 * factor, 0.2 * factor, "4 x 4.0 s"));
            rows.add(speed("throughput", "fast_hubert", benchmark, SPEED, 24.8 * factor, 0.9 * factor, "4 x 4.0 s"));
            rows.add(speed(
                    "ratio", "fast_hubert", benchmark, SPEED_UP, 4.05, 0.14, "fast_hubert over hubert, 4 x 4.0 s"));
        }
        rows.add(speed("throughput", "hubert", "train_step", SHARE, 37.2, 0, "4 x 4.0 s"));
        rows.add(speed("throughput", "fast_hubert", "train_step", SHARE, 29.4, 0, "4 x 4.0 s"));
    }

    /** @param half of the interval; 0 for none */
    static ResultRow speed(
            String kind, String upstream, String benchmark, Metric metric, double value, double half, String detail) {
        return new ResultRow(
                kind,
                upstream,
                upstream,
                upstream.isEmpty() ? "" : "small",
                upstream.isEmpty() ? "" : "random",
                "",
                benchmark,
                "",
                0,
                "",
                "",
                "",
                metric,
                value,
                5,
                half > 0 ? new Interval(value - half, value + half) : null,
                null,
                null,
                "bf16",
                null,
                "ok",
                detail,
                false);
    }

    private static List<PretrainEvent> curve(int steps, double secondsPerStep, double reach) {
        List<PretrainEvent> events = new ArrayList<>();
        for (int step = 50; step <= steps; step += 50) {
            double progress = 1 - Math.exp(-step / 400.0);
            double noise = Math.sin(step * 0.7) * 0.02;
            boolean dev = step % 100 == 0;
            events.add(new PretrainEvent(
                    step,
                    step * secondsPerStep,
                    step * 16 / 3600.0,
                    6.9 - 3 * progress + noise,
                    step == 150 ? Double.NaN : 4.6 - 2 * progress + noise,
                    4.5 - 2.2 * progress,
                    0.01 + reach * progress + noise / 4,
                    0.02 + reach * progress,
                    1.5,
                    1e-3,
                    16 / secondsPerStep,
                    dev ? (Double) (4.7 - 2 * progress) : null,
                    dev ? (Double) (0.01 + reach * progress) : null,
                    new PretrainDiagnostics(
                            Map.of(2, 4.7 - 1.5 * progress, 6, 4.6 - 2 * progress),
                            0.5 + 0.4 * progress,
                            20 + 50 * progress,
                            dev ? (Double) (0.02 + reach * progress) : null)));
        }
        return events;
    }

    static List<LayerWeight> layers() {
        List<LayerWeight> weights = new ArrayList<>();
        for (String upstream : List.of("hubert", "fast_hubert")) {
            for (String task : List.of("pr_an4", "asr_an4", "sid_an4", "er")) {
                for (int layer = 0; layer <= 6; layer++) {
                    double peak = task.startsWith("s") ? 1.5 : 4.5;
                    weights.add(new LayerWeight(
                            upstream, task, "", layer, 0.3 * Math.exp(-0.2 * Math.pow(layer - peak, 2))));
                }
            }
        }
        return weights;
    }

    static Provenance provenance() {
        return provenance("cpu()", new Machine("Example Xeon", List.of("amx_bf16", "avx512f"), 1, 25276502016L));
    }

    static Provenance provenance(String device, Machine machine) {
        return new Provenance(
                "0.1.0",
                "eb0e896a695d4ca8a238f1e24f2c1db79a87e433",
                "2026-11-22T05:05:52Z",
                List.of("run", "experiments/real-small.yaml", "--out", "runs/real-small"),
                1337,
                "OpenJDK 64-Bit Server VM 17.0.15",
                "Linux 6.1 amd64",
                "PyTorch",
                "2.7.1",
                device,
                machine,
                1,
                Map.of("bf16", 301.1979, "fp32", 79.0197),
                Map.of("asr_an4", "de3a".repeat(16), "pr_an4", "0d52".repeat(16)),
                Map.of(),
                "b566".repeat(16),
                List.of("3 recordings could not be read and were left out."));
    }
}
