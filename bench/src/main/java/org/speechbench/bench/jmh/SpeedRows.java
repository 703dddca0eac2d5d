package org.speechbench.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Score;

/**
 * Measured speeds as rows.
 *
 * @param ceilings measured matrix-product speed by precision, in GFLOP/s
 */
public record SpeedRows(ThroughputEntry entry, String precision, Services services, Map<String, Double> ceilings) {
    /** Kind of the rows of speeds. */
    public static final String THROUGHPUT = "throughput";

    /** Kind of the rows of ratios. */
    public static final String RATIO = "ratio";

    /** Kind of the rows of a step's parts, whose name is in the task's place. */
    public static final String MODULE = "module";

    /** Every kind of row that this writes. */
    public static final Set<String> KINDS = Set.of(THROUGHPUT, RATIO, MODULE, "ceiling");

    private static final Metric CEILING =
            new Metric("gigaflops", "matrix product", "GFLOP/s", Metric.Direction.HIGHER_IS_BETTER);

    /** The ceilings, the speed of every row, and its ratios to baselines. */
    public List<ResultRow> rows(Map<String, Map<String, Measured>> speeds) {
        List<ResultRow> rows = new ArrayList<>();
        ceilings.forEach((type, value) -> rows.add(
                new Line("ceiling", "", "", "", "matrix_product", type, "2048 x 2048 x 2048").of(CEILING, value, 1)));
        Map<String, TimedRow> timed =
                TimedRow.of(entry, services).stream().collect(Collectors.toMap(TimedRow::label, row -> row));
        speeds.forEach((benchmark, measured) -> {
            measured.forEach((label, rounds) -> {
                Line line = line(THROUGHPUT, row(timed, label), benchmark, batch(row(timed, label)));
                rounds.parts()
                        .forEach((part, seconds) -> rows.add(line(MODULE, row(timed, label), part, line.detail())
                                .of(SpeedMetric.PART.metric(), new Rounds(seconds))));
                rows.add(line.of(SpeedMetric.SPEED.metric(), new Rounds(rounds.speeds())));
                if (benchmark.equals(SpeedRun.TRAIN_STEP)) {
                    rows.addAll(costs(line, row(timed, label), rounds));
                }
            });
            if (benchmark.equals(SpeedRun.MODULES)) {
                // Such a step is slower than one that is not taken apart; its speed says nothing of the row.
                rows.addAll(partsOverSteps(measured, speeds.getOrDefault(SpeedRun.TRAIN_STEP, Map.of()), timed));
            } else {
                SpeedRatio.of(entry, measured)
                        .forEach(ratio -> rows.add(ratio(ratio, row(timed, ratio.row()), benchmark)));
            }
        });
        return rows;
    }

    private ResultRow ratio(SpeedRatio ratio, TimedRow row, String benchmark) {
        String detail = ratio.row() + " over " + ratio.baseline() + ", " + batch(row);
        return line(RATIO, row, benchmark, detail).of(ratio.kind().metric(), ratio.rounds());
    }

    /** The row of one benchmark of a label that failed. */
    public ResultRow failed(String label, String benchmark, String reason) {
        TimedRow row = TimedRow.of(entry, services).stream()
                .filter(r -> r.label().equals(label))
                .findFirst()
                .orElseThrow();
        return line(THROUGHPUT, row, benchmark, reason).failed(SpeedMetric.SPEED.metric());
    }

    /** The row of a measurement that failed. */
    public ResultRow failed(String reason) {
        return new Line(THROUGHPUT, "", "", "", SpeedRun.TRAIN_STEP, precision, reason)
                .failed(SpeedMetric.SPEED.metric());
    }

    private List<ResultRow> partsOverSteps(
            Map<String, Measured> parts, Map<String, Measured> steps, Map<String, TimedRow> timed) {
        List<ResultRow> rows = new ArrayList<>();
        parts.forEach((label, measured) -> {
            Measured whole = steps.get(label);
            if (whole != null) {
                double sum = measured.parts().values().stream()
                        .mapToDouble(seconds -> new Rounds(seconds).geometricMean())
                        .sum();
                TimedRow row = row(timed, label);
                double step = row.audioSeconds() / new Rounds(whole.speeds()).geometricMean();
                rows.add(line(THROUGHPUT, row, SpeedRun.TRAIN_STEP, batch(row))
                        .of(
                                SpeedMetric.PARTS.metric(),
                                sum / step,
                                whole.speeds().size()));
            }
        });
        return rows;
    }

    private List<ResultRow> costs(Line line, TimedRow row, Measured measured) {
        List<ResultRow> rows = new ArrayList<>();
        int n = measured.speeds().size();
        double flops = row.cost(precision).flops() / 1e9;
        Double ceiling = ceilings.get(precision);
        if (flops > 0) {
            rows.add(line.of(SpeedMetric.FLOPS.metric(), flops, 1));
        }
        if (flops > 0 && ceiling != null) {
            double speed = new Rounds(measured.speeds()).geometricMean();
            rows.add(line.of(SpeedMetric.SHARE.metric(), 100 * speed * flops / ceiling, n));
        }
        if (measured.peakGigabytes() != null) {
            rows.add(line.of(SpeedMetric.PEAK_MEMORY.metric(), measured.peakGigabytes(), n));
        }
        return rows;
    }

    private Line line(String kind, TimedRow row, String benchmark, String detail) {
        return new Line(kind, row.label(), row.provider().name(), row.size(), benchmark, precision, detail);
    }

    private static TimedRow row(Map<String, TimedRow> timed, String label) {
        return Objects.requireNonNull(timed.get(label), label);
    }

    private static String batch(TimedRow row) {
        return String.format(Locale.ROOT, "%d x %.1f s", row.batch(), row.seconds());
    }

    /** What rows of one measurement share. */
    private record Line(
            String kind,
            String upstream,
            String provider,
            String size,
            String benchmark,
            String precision,
            String detail) {
        ResultRow of(Metric metric, Rounds rounds) {
            return row(
                    metric,
                    rounds.geometricMean(),
                    rounds.interval(),
                    rounds.values().size(),
                    "ok");
        }

        ResultRow of(Metric metric, double value, int n) {
            return row(metric, value, null, n, "ok");
        }

        ResultRow failed(Metric metric) {
            return row(metric, null, null, 0, "failed");
        }

        private ResultRow row(
                Metric metric, @Nullable Double value, Score.@Nullable Interval interval, int n, String status) {
            return new ResultRow(
                    kind,
                    upstream,
                    provider,
                    size,
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
                    n,
                    interval,
                    null,
                    null,
                    precision,
                    null,
                    status,
                    detail,
                    false);
        }
    }
}
