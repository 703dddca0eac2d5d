package org.speechbench.bench.speed;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ThroughputEntry;

/** Everything that an experiment times, in order. */
public final class Workloads {
    private final ThroughputEntry entry;
    private final String precision;
    private final List<Workload> all = new ArrayList<>();

    private Workloads(ThroughputEntry entry, String precision) {
        this.entry = entry;
        this.precision = precision;
    }

    /** The ceiling, then benchmark by benchmark all rows that can be timed by it. */
    public static List<Workload> of(ThroughputEntry entry, String precision, Services services) {
        List<Workload> all = new ArrayList<>();
        all.add(Workload.matrixProduct(precision, entry.warmupSeconds(), entry.measureSeconds()));
        all.addAll(ofUpstreams(entry, precision, services));
        return all;
    }

    /** The same without the ceiling, which no revision of ours changes. */
    public static List<Workload> ofUpstreams(ThroughputEntry entry, String precision, Services services) {
        SpeedRun.check(entry, services);
        Workloads workloads = new Workloads(entry, precision);
        List<TimedRow> rows = TimedRow.of(entry, services);
        workloads.add(
                SpeedBenchmark.TRAIN_STEP,
                rows.stream().filter(TimedRow::ladder).toList());
        List<TimedRow> upstreams = rows.stream().filter(row -> !row.ladder()).toList();
        entry.benchmarks().forEach(id -> workloads.add(SpeedBenchmark.of(id), upstreams));
        List<String> modules = entry.modules();
        workloads.add(
                SpeedBenchmark.MODULES,
                rows.stream().filter(row -> modules.contains(row.label())).toList());
        return workloads.all;
    }

    private void add(SpeedBenchmark benchmark, List<TimedRow> rows) {
        rows.stream()
                .filter(row -> benchmark != SpeedBenchmark.TRAIN_STEP || row.trains())
                .limit(benchmark.ofTheMachine() ? 1 : rows.size())
                .map(row -> Workload.of(benchmark, row, precision, entry.warmupSeconds(), entry.measureSeconds()))
                .forEach(all::add);
    }
}
