package org.speechbench.bench.speed;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ThroughputEntry;

/** Everything that an experiment times, in order. */
public final class BenchmarkRuns {
    private final ThroughputEntry entry;
    private final String precision;
    private final Device device;
    private final List<BenchmarkRun> all = new ArrayList<>();

    private BenchmarkRuns(ThroughputEntry entry, String precision, Device device) {
        this.entry = entry;
        this.precision = precision;
        this.device = device;
    }

    /**
     * The ceiling, then benchmark by benchmark all rows that can be timed by it, so that rows of a ratio follow one another
     * closely in every round.
     */
    public static List<BenchmarkRun> of(ThroughputEntry entry, String precision, Device device, Services services) {
        List<BenchmarkRun> all = new ArrayList<>();
        all.add(BenchmarkRun.matrixProduct(
                precision,
                device,
                entry.timing().warmupSeconds(),
                entry.timing().measureSeconds()));
        all.addAll(ofUpstreams(entry, precision, device, services));
        return all;
    }

    /**
     * The same without the ceiling, which no revision of ours changes. On a GPU steps are not timed part by part.
     */
    public static List<BenchmarkRun> ofUpstreams(
            ThroughputEntry entry, String precision, Device device, Services services) {
        SpeedRun.check(entry, precision, services);
        BenchmarkRuns workloads = new BenchmarkRuns(entry, precision, device);
        List<BenchmarkSubject> rows = BenchmarkSubject.of(entry, precision, services.upstreams());
        List<String> order = entry.ladder().besideBaselines();
        workloads.add(
                SpeedBenchmark.TRAIN_STEP,
                rows.stream()
                        .filter(BenchmarkSubject::ladder)
                        .sorted(Comparator.comparingInt(row -> order.indexOf(row.label())))
                        .toList());
        List<BenchmarkSubject> upstreams =
                rows.stream().filter(row -> !row.ladder()).toList();
        entry.benchmarks().forEach(id -> workloads.add(SpeedBenchmark.of(id), upstreams));
        List<String> modules = device.isGpu() ? List.of() : entry.modules();
        workloads.add(
                SpeedBenchmark.MODULES,
                rows.stream().filter(row -> modules.contains(row.label())).toList());
        return workloads.all;
    }

    private void add(SpeedBenchmark benchmark, List<BenchmarkSubject> rows) {
        rows.stream()
                .filter(row -> benchmark != SpeedBenchmark.TRAIN_STEP || row.trains())
                .limit(benchmark.ofTheMachine() ? 1 : rows.size())
                .map(row -> BenchmarkRun.of(
                                benchmark,
                                row,
                                precision,
                                entry.timing().warmupSeconds(),
                                entry.timing().measureSeconds())
                        .on(device))
                .forEach(all::add);
    }
}
