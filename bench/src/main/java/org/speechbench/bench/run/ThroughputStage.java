package org.speechbench.bench.run;

import ai.djl.Device;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.bench.speed.SpeedRows;
import org.speechbench.bench.speed.SpeedRun;
import org.speechbench.bench.speed.Speeds;
import org.speechbench.core.Progress;
import org.speechbench.core.result.RoundLog;
import org.speechbench.core.result.RowIdentity;

/** Measures speed on one device and writes the results. */
record ThroughputStage(
        ThroughputEntry entry,
        String precision,
        Device device,
        Services services,
        RunFolder folder,
        Failures failures,
        Progress progress) {
    /**
     * Replaces all rows of speed.
     *
     * @return warnings about the speeds, as sentences
     * @throws Stopped if the user asked to stop; nothing is written in this case
     */
    List<String> run(Map<String, Double> ceilings, StopSignal stop) {
        SpeedRows rows = new SpeedRows(entry, precision, services, ceilings);
        try {
            Speeds speeds = new SpeedRun(entry, precision, device, services, folder.files(), progress).run(stop);
            if (speeds.isEmpty()) {
                throw new Stopped();
            }
            forget();
            write(rows.rows(speeds.measured()));
            for (Speeds.Failed f : speeds.failed()) {
                String reason = failures.add("throughput of " + f.label(), f.reason());
                folder.results().append(rows.failed(f.label(), f.benchmark(), reason));
            }
            return speeds.warnings();
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            forget();
            folder.results().append(rows.failed(failures.add("throughput", e)));
            return List.of();
        }
    }

    /** Whether an experiment has speeds to be measured and the whole experiment is to be run. */
    static boolean isWanted(ExperimentConfig config, RunOptions options) {
        boolean part = !options.upstreams().isEmpty() || !options.tasks().isEmpty();
        return config.throughput() != null && options.scope() == RunOptions.Scope.ALL && !part;
    }

    private void forget() {
        folder.keep(r -> !r.kind().isTiming(), w -> true);
    }

    /** The rounds are written first, since rows without them could not be compared. */
    private void write(List<SpeedRows.TimedResult> results) {
        Map<RowIdentity, List<Double>> rounds = new LinkedHashMap<>();
        results.forEach(timed -> rounds.put(RowIdentity.of(timed.row()), timed.rounds()));
        new RoundLog(folder.files().rounds()).write(rounds);
        results.forEach(timed -> folder.results().append(timed.row()));
    }
}
