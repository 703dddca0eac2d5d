package org.speechbench.bench.speed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.SpeedMetric;

/**
 * Measured speeds as rows.
 *
 * @param ceilings matrix-product speed by precision in GFLOP/s, for what was not measured round by round
 */
public record SpeedRows(ThroughputEntry entry, String precision, Services services, Map<String, Double> ceilings) {
    /** Kind of the rows of speeds. */
    public static final String THROUGHPUT = RowIdentity.THROUGHPUT;

    /** Kind of the rows of ratios. */
    public static final String RATIO = RowIdentity.RATIO;

    /** Kind of the rows of a step's parts, whose name is in the task's place. */
    public static final String MODULE = "module";

    private static final String CEILING = "ceiling";

    /** Every kind of row that this writes. */
    public static final Set<String> KINDS = RowIdentity.TIMINGS;

    private static final String PRODUCT = SpeedBenchmark.MATRIX_PRODUCT.id();
    private static final Metric GIGAFLOPS =
            new Metric("gigaflops", "matrix product", "GFLOP/s", Metric.Direction.HIGHER_IS_BETTER);
    private static final List<SpeedMetric> FURTHER = List.of(
            SpeedMetric.MEDIAN,
            SpeedMetric.PERCENTILE_95,
            SpeedMetric.PERCENTILE_99,
            SpeedMetric.ALLOCATED,
            SpeedMetric.PEAK_MEMORY,
            SpeedMetric.NATIVE_MEMORY,
            SpeedMetric.DEVICE_MEMORY);

    /**
     * A row, and what it rests on.
     *
     * @param rounds one value a round; empty where the row rests on no rounds
     */
    public record TimedResult(ResultRow row, List<Double> rounds) {
        public TimedResult {
            rounds = List.copyOf(rounds);
        }
    }

    /** The ceilings, the speed of every row, and its ratios to baselines. */
    public List<TimedResult> rows(Map<String, Map<String, Measured>> speeds) {
        List<TimedResult> rows = new ArrayList<>();
        Rounds ceiling = ceiling(speeds);
        ceilings.forEach((type, value) -> rows.add(
                type.equals(precision) && ceiling != null
                        ? line(CEILING, type).of(GIGAFLOPS, ceiling)
                        : line(CEILING, type).of(GIGAFLOPS, value, 1)));
        Map<String, TimedRow> timed =
                TimedRow.of(entry, services).stream().collect(Collectors.toMap(TimedRow::label, row -> row));
        Map<String, Map<String, Measured>> others = new LinkedHashMap<>(speeds);
        others.remove(PRODUCT);
        others.forEach((benchmark, measured) -> {
            measured.forEach((label, rounds) -> rows.addAll(of(benchmark, timed.get(label), rounds, ceiling)));
            if (benchmark.equals(SpeedBenchmark.MODULES.id())) {
                // Such a step is slower than one that is not taken apart; its speed says nothing of the row.
                rows.addAll(partsOverSteps(measured, steps(speeds), timed));
            } else {
                SpeedRatio.of(entry, measured).forEach(ratio -> rows.add(ratio(ratio, timed, benchmark)));
            }
        });
        return rows;
    }

    private @Nullable Rounds ceiling(Map<String, Map<String, Measured>> speeds) {
        Measured product = speeds.getOrDefault(PRODUCT, Map.of()).get("");
        return product == null ? null : new Rounds(product.speeds());
    }

    private static Map<String, Measured> steps(Map<String, Map<String, Measured>> speeds) {
        return speeds.getOrDefault(SpeedBenchmark.TRAIN_STEP.id(), Map.of());
    }

    /** @param row null where a benchmark is of the machine */
    private List<TimedResult> of(
            String benchmark, @Nullable TimedRow row, Measured measured, @Nullable Rounds ceiling) {
        SpeedLine line = row == null
                ? new SpeedLine(THROUGHPUT, "", "", "", benchmark, precision, batch(entry.batch(), entry.seconds()))
                : line(THROUGHPUT, row, benchmark, batch(row));
        List<TimedResult> rows = new ArrayList<>();
        if (row != null) {
            measured.parts()
                    .forEach((part, seconds) -> rows.add(
                            line(MODULE, row, part, line.detail()).of(SpeedMetric.PART.metric(), new Rounds(seconds))));
        }
        rows.add(line.of(SpeedMetric.SPEED.metric(), new Rounds(measured.speeds())));
        if (row != null && benchmark.equals(SpeedBenchmark.TRAIN_STEP.id())) {
            rows.addAll(arithmetic(line, row, new Rounds(measured.speeds()), ceiling));
        }
        for (SpeedMetric metric : FURTHER) {
            List<Double> values = measured.further().getOrDefault(metric, List.of());
            if (!values.isEmpty()) {
                rows.add(line.of(metric.metric(), new Rounds(values).summary(metric), values.size()));
            }
        }
        return rows;
    }

    private List<TimedResult> arithmetic(SpeedLine line, TimedRow row, Rounds speeds, @Nullable Rounds ceiling) {
        List<TimedResult> rows = new ArrayList<>();
        double flops = row.cost(precision).flops() / 1e9;
        Double known = ceilings.get(precision);
        if (flops > 0) {
            rows.add(line.of(SpeedMetric.FLOPS.metric(), flops, 1));
        }
        if (flops > 0
                && ceiling != null
                && ceiling.values().size() == speeds.values().size()) {
            rows.add(line.of(SpeedMetric.SHARE.metric(), speeds.over(ceiling).times(100 * flops)));
        } else if (flops > 0 && known != null) {
            double share = 100 * speeds.geometricMean() * flops / known;
            rows.add(line.of(SpeedMetric.SHARE.metric(), share, speeds.values().size()));
        }
        new StepCost(speeds, flops, row.publishedSeconds(precision))
                .figures()
                .forEach((metric, rounds) -> rows.add(line.derived(metric.metric(), rounds)));
        return rows;
    }

    private TimedResult ratio(SpeedRatio ratio, Map<String, TimedRow> timed, String benchmark) {
        TimedRow row = row(timed, ratio.row());
        String detail = ratio.row() + " over " + ratio.baseline() + ", " + batch(row);
        return line(RATIO, row, benchmark, detail).of(ratio.kind().metric(), ratio.rounds());
    }

    /** The row of one benchmark of a label that failed; of the machine if the label is empty. */
    public ResultRow failed(String label, String benchmark, String reason) {
        return TimedRow.of(entry, services).stream()
                .filter(r -> r.label().equals(label))
                .findFirst()
                .map(row -> line(THROUGHPUT, row, benchmark, reason))
                .orElseGet(() -> new SpeedLine(THROUGHPUT, "", "", "", benchmark, precision, reason))
                .failed(SpeedMetric.SPEED.metric());
    }

    /** The row of a measurement that failed. */
    public ResultRow failed(String reason) {
        return failed("", SpeedBenchmark.TRAIN_STEP.id(), reason);
    }

    private List<TimedResult> partsOverSteps(
            Map<String, Measured> parts, Map<String, Measured> steps, Map<String, TimedRow> timed) {
        List<TimedResult> rows = new ArrayList<>();
        parts.forEach((label, measured) -> {
            Measured whole = steps.get(label);
            if (whole != null) {
                double sum = measured.parts().values().stream()
                        .mapToDouble(seconds -> new Rounds(seconds).geometricMean())
                        .sum();
                TimedRow row = row(timed, label);
                double step = row.audioSeconds() / new Rounds(whole.speeds()).geometricMean();
                rows.add(line(THROUGHPUT, row, SpeedBenchmark.TRAIN_STEP.id(), batch(row))
                        .of(
                                SpeedMetric.PARTS.metric(),
                                sum / step,
                                whole.speeds().size()));
            }
        });
        return rows;
    }

    private static SpeedLine line(String kind, String precision) {
        return new SpeedLine(kind, "", "", "", PRODUCT, precision, "2048 x 2048 x 2048");
    }

    private SpeedLine line(String kind, TimedRow row, String benchmark, String detail) {
        return new SpeedLine(kind, row.label(), row.provider().name(), row.size(), benchmark, precision, detail);
    }

    private static TimedRow row(Map<String, TimedRow> timed, String label) {
        return Objects.requireNonNull(timed.get(label), label);
    }

    private static String batch(TimedRow row) {
        return batch(row.batch(), row.seconds());
    }

    private static String batch(int size, double seconds) {
        return String.format(Locale.ROOT, "%d x %.1f s", size, seconds);
    }
}
