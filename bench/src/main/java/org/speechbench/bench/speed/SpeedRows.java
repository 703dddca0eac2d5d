package org.speechbench.bench.speed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Measure;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.Subject;

/**
 * BenchmarkRounds speeds as rows.
 *
 * @param ceilings matrix-product speed by precision in GFLOP/s, for what was not measured round by round
 */
public record SpeedRows(ThroughputEntry entry, String precision, Services services, Map<String, Double> ceilings) {
    private static final String PRODUCT = SpeedBenchmark.MATRIX_PRODUCT.id();
    private static final String PRODUCT_SIZE = "2048 x 2048 x 2048";
    private static final List<Metric> SECONDARY =
            List.of(Metrics.ALLOCATED, Metrics.PEAK_MEMORY, Metrics.NATIVE_MEMORY, Metrics.DEVICE_MEMORY);

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
    public List<TimedResult> rows(Map<String, Map<String, BenchmarkRounds>> speeds) {
        List<TimedResult> rows = new ArrayList<>();
        Rounds ceiling = ceiling(speeds);
        ceilings.forEach((type, value) -> rows.add(
                type.equals(precision) && ceiling != null
                        ? timed(product(type), Metrics.MATRIX_PRODUCT, ceiling)
                        : timed(product(type), Metrics.MATRIX_PRODUCT, value, 1)));
        Map<String, BenchmarkSubject> timed = new LinkedHashMap<>();
        BenchmarkSubject.of(entry, precision, services.upstreams()).forEach(row -> timed.put(row.label(), row));
        List<String> order = List.copyOf(timed.keySet());
        Map<String, Map<String, BenchmarkRounds>> others = new LinkedHashMap<>(speeds);
        others.remove(PRODUCT);
        others.forEach((benchmark, measured) -> {
            // They were measured in another order.
            measured.entrySet().stream()
                    .sorted(Comparator.comparingInt(row -> order.indexOf(row.getKey())))
                    .forEach(row -> rows.addAll(of(benchmark, timed.get(row.getKey()), row.getValue(), ceiling)));
            if (benchmark.equals(SpeedBenchmark.MODULES.id())) {
                // Whole steps are timed by a benchmark of their own.
                rows.addAll(partsOverSteps(measured, steps(speeds), timed));
            } else {
                SpeedRatio.of(entry, measured).forEach(ratio -> rows.add(ratio(ratio, timed, benchmark)));
            }
        });
        return rows;
    }

    private @Nullable Rounds ceiling(Map<String, Map<String, BenchmarkRounds>> speeds) {
        BenchmarkRounds product = speeds.getOrDefault(PRODUCT, Map.of()).get("");
        return product == null ? null : new Rounds(product.speeds());
    }

    private static Map<String, BenchmarkRounds> steps(Map<String, Map<String, BenchmarkRounds>> speeds) {
        return speeds.getOrDefault(SpeedBenchmark.TRAIN_STEP.id(), Map.of());
    }

    /** @param row null where a benchmark is of the machine */
    private List<TimedResult> of(
            String benchmark, @Nullable BenchmarkSubject row, BenchmarkRounds measured, @Nullable Rounds ceiling) {
        RowTemplate own = row == null ? machine(benchmark) : template(row, benchmark);
        List<TimedResult> rows = new ArrayList<>();
        if (row != null) {
            measured.parts()
                    .forEach((part, seconds) -> rows.add(
                            timed(template(row, part).of(RowKind.MODULE), Metrics.PART_SECONDS, new Rounds(seconds))));
        }
        rows.add(timed(own, Metrics.SPEED, new Rounds(measured.speeds())));
        if (row != null && benchmark.equals(SpeedBenchmark.TRAIN_STEP.id())) {
            rows.addAll(arithmetic(own, row, new Rounds(measured.speeds()), ceiling));
        }
        int calls = (int) measured.calls().calls();
        measured.calls().percentiles().forEach((metric, seconds) -> rows.add(timed(own, metric, seconds, calls)));
        for (Metric metric : SECONDARY) {
            List<Double> values = measured.secondary().getOrDefault(metric, List.of());
            if (!values.isEmpty()) {
                rows.add(timed(own, metric, new Rounds(values).summary(metric.aggregation()), values.size()));
            }
        }
        return rows;
    }

    private List<TimedResult> arithmetic(
            RowTemplate own, BenchmarkSubject row, Rounds speeds, @Nullable Rounds ceiling) {
        List<TimedResult> rows = new ArrayList<>();
        double flops = row.cost().flops() / 1e9;
        Double known = ceilings.get(precision);
        if (flops > 0) {
            rows.add(timed(own, Metrics.ARITHMETIC, flops, 1));
        }
        if (flops > 0
                && ceiling != null
                && ceiling.values().size() == speeds.values().size()) {
            rows.add(timed(own, Metrics.CEILING_SHARE, speeds.over(ceiling).times(100 * flops)));
        } else if (flops > 0 && known != null) {
            double share = 100 * speeds.geometricMean() * flops / known;
            rows.add(timed(own, Metrics.CEILING_SHARE, share, speeds.values().size()));
        }
        new StepCost(speeds, flops, row.publishedSeconds())
                .figures()
                // What is computed from other rows rests on their rounds and has none of its own.
                .forEach((metric, rounds) ->
                        rows.add(new TimedResult(timed(own, metric, rounds).row(), List.of())));
        return rows;
    }

    private TimedResult ratio(SpeedRatio ratio, Map<String, BenchmarkSubject> timed, String benchmark) {
        RowTemplate own = template(row(timed, ratio.row()), benchmark).of(RowKind.RATIO);
        return timed(own, ratio.metric(), ratio.rounds(), ratio.baseline());
    }

    /** The row of one benchmark of a label that failed; of the machine if the label is empty. */
    public ResultRow failed(String label, String benchmark, String reason) {
        return BenchmarkSubject.of(entry, precision, services.upstreams()).stream()
                .filter(r -> r.label().equals(label))
                .findFirst()
                .map(row -> template(row, benchmark))
                .orElseGet(() -> machine(benchmark))
                .failed(Metrics.SPEED, Cost.NONE, reason);
    }

    /** The row of a measurement that failed. */
    public ResultRow failed(String reason) {
        return failed("", SpeedBenchmark.TRAIN_STEP.id(), reason);
    }

    private List<TimedResult> partsOverSteps(
            Map<String, BenchmarkRounds> parts,
            Map<String, BenchmarkRounds> steps,
            Map<String, BenchmarkSubject> timed) {
        List<TimedResult> rows = new ArrayList<>();
        parts.forEach((label, measured) -> {
            BenchmarkRounds whole = steps.get(label);
            if (whole != null) {
                double sum = measured.parts().values().stream()
                        .mapToDouble(seconds -> new Rounds(seconds).geometricMean())
                        .sum();
                BenchmarkSubject row = row(timed, label);
                double step = row.audioSeconds() / new Rounds(whole.speeds()).geometricMean();
                rows.add(timed(
                        template(row, SpeedBenchmark.TRAIN_STEP.id()),
                        Metrics.PARTS_OVER_STEP,
                        sum / step,
                        whole.speeds().size()));
            }
        });
        return rows;
    }

    private static TimedResult timed(RowTemplate own, Metric metric, Rounds rounds) {
        return timed(own, metric, rounds, "");
    }

    private static TimedResult timed(RowTemplate own, Metric metric, Rounds rounds, String baseline) {
        int n = rounds.values().size();
        Measure measure = new Measure(metric, rounds.geometricMean(), n, rounds.interval(), null, baseline);
        return new TimedResult(own.ok(measure, Cost.NONE, ""), rounds.values());
    }

    /** What rests on no rounds. */
    private static TimedResult timed(RowTemplate own, Metric metric, double value, int n) {
        return new TimedResult(own.ok(new Measure(metric, value, n, null, null, ""), Cost.NONE, ""), List.of());
    }

    private static RowTemplate product(String precision) {
        return template(Subject.MACHINE, PRODUCT, Conditions.ofWork(precision, PRODUCT_SIZE))
                .of(RowKind.CEILING);
    }

    private RowTemplate machine(String benchmark) {
        return template(
                Subject.MACHINE,
                benchmark,
                Conditions.ofWork(
                        precision,
                        batch(entry.workload().batch(), entry.workload().seconds())));
    }

    private RowTemplate template(BenchmarkSubject row, String benchmark) {
        return template(
                Subject.untrained(
                        row.label(), row.upstream().provider(), row.upstream().size()),
                benchmark,
                Conditions.ofWork(precision, batch(row.batch(), row.seconds())));
    }

    private static RowTemplate template(Subject subject, String benchmark, Conditions conditions) {
        return new RowTemplate(RowKind.THROUGHPUT, subject, Protocol.ofBenchmark(benchmark), conditions, null);
    }

    private static BenchmarkSubject row(Map<String, BenchmarkSubject> timed, String label) {
        return Objects.requireNonNull(timed.get(label), label);
    }

    private static String batch(int size, double seconds) {
        return String.format(Locale.ROOT, "%d x %.1f s", size, seconds);
    }
}
