package org.speechbench.reports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.Digests;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.LayerWeights;
import org.speechbench.core.result.Machine;
import org.speechbench.core.result.Measure;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metric.Direction;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.Score;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.core.result.Subject;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;

/** A made-up run of the size of a real one, and rows to build others from. */
final class Sample {
    static final Metric WER = Metrics.WORD_ERRORS;
    static final Metric PER = Metrics.PHONE_ERRORS;
    static final Metric ACC = new Metric("accuracy", "accuracy", "%", Direction.HIGHER_IS_BETTER);

    private Sample() {}

    /** One row of a task; everything not named here is plausible. */
    record Row(RowKind kind, String upstream, String init, String task, Metric metric) {
        ResultRow ok(double value, String split, double rate) {
            return row(value, split, rate, 1, "quick", false);
        }

        ResultRow failed(String reason) {
            return rows("test", 1, "quick", "", false).failed(metric, new Cost(41.5, null), reason);
        }

        ResultRow of(double value, int version, String preset) {
            return row(value, "test", 1e-3, version, preset, false);
        }

        ResultRow usingLabels(double value) {
            return row(value, "test", 1e-3, 1, "quick", true);
        }

        private ResultRow row(double value, String split, double rate, int version, String preset, boolean usesLabels) {
            Interval interval = kind == RowKind.DEV ? null : new Interval(value * 0.93, value * 1.08);
            return rows(split, version, preset, metric.equals(ACC) ? "mean_linear" : "ctc_linear", usesLabels)
                    .ok(new Score(metric, value, 130, interval), new Cost(41.5, rate), "");
        }

        private RowTemplate rows(String split, int version, String preset, String head, boolean usesLabels) {
            return new RowTemplate(
                    kind,
                    new Subject(
                            upstream,
                            upstream.replaceAll("_random|_plain", ""),
                            init.equals("none") ? "" : "small",
                            init,
                            "ab12".repeat(16),
                            usesLabels),
                    new Protocol(task, task.replaceAll("_.*", ""), version, preset, head, split, Digests.sha256(task)),
                    Conditions.ofPrecision("bf16"),
                    1337L);
        }
    }

    static Row score(String upstream, String init, String task, Metric metric) {
        return new Row(RowKind.SCORE, upstream, init, task, metric);
    }

    static ReportData data(List<ResultRow> rows) {
        return ReportData.of(rows);
    }

    /** Without answers and tests. */
    static ReportData data(
            List<ReportData.Run> runs,
            List<ResultRow> rows,
            Map<String, List<TrainingEvent>> curves,
            Map<String, List<ResultRow>> pretrainings,
            List<LayerWeight> layers,
            List<String> warnings) {
        return data(runs, rows, curves, pretrainings, layers, warnings, Answers.NONE, Standings.NONE);
    }

    static ReportData data(
            List<ReportData.Run> runs,
            List<ResultRow> rows,
            Map<String, List<TrainingEvent>> curves,
            Map<String, List<ResultRow>> pretrainings,
            List<LayerWeight> layers,
            List<String> warnings,
            Answers answers,
            Standings standings) {
        return new ReportData(
                runs,
                rows,
                new ReportData.Trainings(curves, pretrainings),
                layers,
                warnings,
                answers,
                new ReportData.Findings(standings, new TimingNoise(rows, Map.of()).reasons()),
                0);
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
        curves().forEach((label, events) -> events.forEach(TrainingLog.pretraining(run.events(label))::append));
        return run;
    }

    /** What a reader makes of {@link #write}, without the disk. */
    static ReportData report() {
        String title = "Two hours of real speech, size small";
        ReportData.Run run = new ReportData.Run("real-small", title, provenance(), "seed: 1337\n", rows());
        return data(List.of(run), rows(), curves(), pretrainings(), layers(), List.of());
    }

    static Map<String, List<TrainingEvent>> curves() {
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
                "hubert", List.of(total("hubert", 3700)),
                "fast_hubert", List.of(total("fast_hubert", 2500, "the pre-training of models/first"))));
    }

    private static ResultRow total(String upstream, double seconds, String... notCounted) {
        return new RowTemplate(
                        RowKind.PRETRAIN,
                        new Subject(upstream, upstream, "small", "pretrained", "ab12".repeat(16), false),
                        Protocol.ofSplit("dev"),
                        Conditions.ofPrecision("bf16"),
                        1337L)
                .ok(Metrics.TOTAL_SECONDS, seconds, new Cost(seconds, 5e-4, List.of(notCounted)), "");
    }

    private static void task(List<ResultRow> rows, Row row, double value) {
        Row dev = new Row(RowKind.DEV, row.upstream(), row.init(), row.task(), row.metric());
        boolean higher = row.metric().direction() == Direction.HIGHER_IS_BETTER;
        rows.add(dev.ok(value * (higher ? 0.9 : 1.1), "dev", 1e-3));
        rows.add(dev.ok(value * 0.97, "dev", 3e-3));
        rows.add(row.ok(value, "test", 3e-3));
        if (row.task().equals("pr_an4")) {
            rows.add(row.ok(value * 1.2, "test-other", 3e-3));
        }
    }

    private static void speeds(List<ResultRow> rows) {
        rows.add(speed(RowKind.CEILING, "", "matrix_product", Metrics.MATRIX_PRODUCT, 301.2, 0, "2048 x 2048 x 2048"));
        for (String benchmark : List.of("train_step", "encode")) {
            double factor = benchmark.equals("encode") ? 4.1 : 1;
            rows.add(speed("hubert", benchmark, Metrics.SPEED, 6.13 * factor, 0.2 * factor));
            rows.add(speed("fast_hubert", benchmark, Metrics.SPEED, 24.8 * factor, 0.9 * factor));
            rows.add(ratio("fast_hubert", "hubert", benchmark, Metrics.SPEED_UP, 4.05, 0.14));
        }
        rows.add(speed("hubert", "train_step", Metrics.CEILING_SHARE, 37.2, 0));
        rows.add(speed("fast_hubert", "train_step", Metrics.CEILING_SHARE, 29.4, 0));
    }

    private static final String WORK = "4 x 4.0 s";

    /** A figure of a call on four seconds. */
    static ResultRow speed(String upstream, String benchmark, Metric metric, double value, double half) {
        return speed(RowKind.THROUGHPUT, upstream, benchmark, metric, value, half, WORK);
    }

    /** One upstream over another. */
    static ResultRow ratio(
            String upstream, String baseline, String benchmark, Metric metric, double value, double half) {
        return ratio(upstream, baseline, benchmark, metric, value, interval(value, half), 5);
    }

    static ResultRow ratio(
            String upstream,
            String baseline,
            String benchmark,
            Metric metric,
            double value,
            @Nullable Interval interval,
            int n) {
        return speeds(RowKind.RATIO, upstream, benchmark, WORK)
                .ok(new Measure(metric, value, n, interval, null, baseline), Cost.NONE, "");
    }

    /** @param half of the interval; 0 for none */
    static ResultRow speed(
            RowKind kind, String upstream, String benchmark, Metric metric, double value, double half, String work) {
        return speeds(kind, upstream, benchmark, work)
                .ok(new Score(metric, value, 5, interval(value, half)), Cost.NONE, "");
    }

    private static @Nullable Interval interval(double value, double half) {
        return half > 0 ? new Interval(value - half, value + half) : null;
    }

    private static RowTemplate speeds(RowKind kind, String upstream, String benchmark, String work) {
        Subject subject = upstream.isEmpty() ? Subject.MACHINE : Subject.untrained(upstream, upstream, "small");
        return new RowTemplate(kind, subject, Protocol.ofBenchmark(benchmark), Conditions.ofWork("bf16", work), null);
    }

    private static List<TrainingEvent> curve(int steps, double secondsPerStep, double reach) {
        List<TrainingEvent> events = new ArrayList<>();
        for (int step = 50; step <= steps; step += 50) {
            double progress = 1 - Math.exp(-step / 400.0);
            double noise = Math.sin(step * 0.7) * 0.02;
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("seconds", step * secondsPerStep);
            values.put("audio_hours", step * 16 / 3600.0);
            values.put("loss", 6.9 - 3 * progress + noise);
            values.put("masked_loss", step == 150 ? Double.NaN : 4.6 - 2 * progress + noise);
            values.put("unmasked_loss", 4.5 - 2.2 * progress);
            values.put("masked_accuracy", 0.01 + reach * progress + noise / 4);
            values.put("unmasked_accuracy", 0.02 + reach * progress);
            values.put("grad_norm", 1.5);
            values.put("learning_rate", 1e-3);
            values.put("audio_seconds_per_second", 16 / secondsPerStep);
            values.put("layer_losses/2", 4.7 - 1.5 * progress);
            values.put("layer_losses/6", 4.6 - 2 * progress);
            values.put("classes_predicted", 0.5 + 0.4 * progress);
            values.put("prediction_perplexity", 20 + 50 * progress);
            if (step % 100 == 0) {
                values.put("dev_loss", 4.7 - 2 * progress);
                values.put("dev_masked_accuracy", 0.01 + reach * progress);
                values.put("dev_unmasked_accuracy", 0.02 + reach * progress);
            }
            events.add(new TrainingEvent(step, values));
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
                new Provenance.Origin(
                        "0.1.0",
                        "eb0e896a695d4ca8a238f1e24f2c1db79a87e433",
                        "2026-11-22T05:05:52Z",
                        List.of("run", "experiments/real-small.yaml", "--out", "runs/real-small"),
                        1337),
                new Provenance.Environment(
                        "OpenJDK 64-Bit Server VM 17.0.15", "Linux 6.1 amd64", "PyTorch", "2.7.1", device, machine, 1),
                Map.of("bf16", 301.1979, "fp32", 79.0197),
                new Provenance.Inputs(
                        Map.of("asr_an4", "de3a".repeat(16), "pr_an4", "0d52".repeat(16)), Map.of(), "b566".repeat(16)),
                List.of("3 recordings could not be read and were left out."));
    }
}
