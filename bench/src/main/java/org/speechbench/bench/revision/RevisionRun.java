package org.speechbench.bench.revision;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.bench.speed.BackgroundLoad;
import org.speechbench.bench.speed.BenchmarkRun;
import org.speechbench.bench.speed.BenchmarkRuns;
import org.speechbench.bench.speed.JavaFork;
import org.speechbench.bench.speed.RoundRobin;
import org.speechbench.bench.speed.SpeedRows;
import org.speechbench.bench.speed.Speeds;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.statistics.Units;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.compare.MetricSeries;
import org.speechbench.reports.compare.RoundNoise;
import org.speechbench.reports.compare.RunComparison;
import org.speechbench.reports.compare.RunMetrics;
import org.speechbench.reports.compare.Sessions;
import org.speechbench.reports.compare.Thresholds;

/**
 * Two revisions measured side by side: in every round each workload runs once with each of them, first one and then the
 * other, and in the opposite order in the next round (ABBA).
 *
 * @param noise how much rounds are expected to differ
 * @param out the folder for JMH's results
 */
public record RevisionRun(
        ThroughputEntry entry,
        String precision,
        Device device,
        Services services,
        RoundNoise noise,
        Path out,
        Progress progress) {
    /** What the comparison would find, and what it takes. */
    public RevisionPlan plan(Thresholds thresholds) {
        return RevisionPlan.of(entry, precision, device, services, noise, thresholds);
    }

    /** One of the two revisions. */
    private record Side(String name, JavaFork fork, Path folder, Speeds.Builder speeds) {
        void measure(BenchmarkRun workload, int round) {
            String benchmark = workload.benchmark().id();
            if (speeds.failed(benchmark, workload.label())) {
                return;
            }
            try {
                Path json = folder.resolve(workload.name() + "-" + (round + 1) + ".json");
                speeds.add(benchmark, workload.label(), fork.run(workload, json));
            } catch (IllegalStateException e) {
                speeds.fail(new Speeds.Failed(benchmark, workload.label(), e));
            }
        }
    }

    /**
     * Measures both revisions.
     *
     * @param home the repository
     * @throws UserError if a revision does not exist or does not build
     */
    public Deltas compare(Path home, String base, String head, Thresholds thresholds) {
        requireEnoughRounds();
        progress.note(plan(thresholds).sentence());
        List<Side> sides = new ArrayList<>();
        try (Progress.Stage stage = progress.start("check out and build", 2)) {
            for (String revision : List.of(base, head)) {
                sides.add(side(home, revision));
                stage.advance(1, revision);
            }
        }
        measure(sides);
        Deltas deltas = RunComparison.compare(
                sessions(sides.get(0)),
                sessions(sides.get(1)),
                thresholds,
                MetricSeries::isTiming,
                RunComparison.Design.SIDE_BY_SIDE);
        RoundNoise.write(deltas, out);
        return deltas;
    }

    private void requireEnoughRounds() {
        int rounds = entry.timing().rounds();
        if (rounds < Units.FEWEST) {
            throw new UserError(
                    String.format(Locale.ROOT, "%d rounds; at least %d are needed.", rounds, Units.FEWEST),
                    "See which loss how many rounds find by 'speechbench compare --power', and use --set"
                            + " throughput.rounds=N.");
        }
    }

    private void measure(List<Side> sides) {
        List<BenchmarkRun> workloads = BenchmarkRuns.ofUpstreams(entry, precision, device, services);
        BackgroundLoad.note(progress);
        int rounds = entry.timing().rounds();
        try (Progress.Stage stage = progress.start("compare revisions", 2L * rounds * workloads.size())) {
            for (int round = 0; round < rounds; round++) {
                for (BenchmarkRun workload : RoundRobin.of(workloads, round)) {
                    for (Side side : RoundRobin.of(sides, round)) {
                        side.measure(workload, round);
                        stage.advance(1, workload.name() + " of " + side.name());
                    }
                }
            }
        }
    }

    private Side side(Path home, String revision) {
        Checkout checkout = Checkout.of(home, revision);
        Path folder = out.resolve(checkout.revision().substring(0, 12));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw UserError.unwritable(folder, e);
        }
        return new Side(revision, new JavaFork(checkout.root(), checkout.classPath()), folder, new Speeds.Builder());
    }

    private Sessions sessions(Side side) {
        SpeedRows rows = new SpeedRows(entry, precision, services, Map.of());
        Speeds speeds = side.speeds().build();
        Map<RowIdentity, MetricSeries> metrics = new LinkedHashMap<>();
        rows.rows(speeds.measured())
                .forEach(timed ->
                        metrics.put(RowIdentity.of(timed.row()), new MetricSeries(timed.row(), timed.rounds())));
        List<String> warnings = new ArrayList<>();
        for (Speeds.Failed failed : speeds.failed()) {
            String reason = String.valueOf(failed.reason().getMessage());
            ResultRow row = rows.failed(failed.label(), failed.benchmark(), reason);
            metrics.put(RowIdentity.of(row), new MetricSeries(row, List.of()));
            warnings.add(side.name() + ": " + reason + ".");
        }
        return new Sessions(side.name(), List.of(new RunMetrics(side.name(), "", metrics, warnings)));
    }
}
