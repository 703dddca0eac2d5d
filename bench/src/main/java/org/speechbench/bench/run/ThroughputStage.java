package org.speechbench.bench.run;

import ai.djl.Device;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.bench.speed.BenchmarkRuns;
import org.speechbench.bench.speed.SpeedRows;
import org.speechbench.bench.speed.SpeedRun;
import org.speechbench.bench.speed.Speeds;
import org.speechbench.core.result.RoundLog;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.RowKind;

/** The measurement of speeds on one device. Its rows replace all earlier rows of speed. */
record ThroughputStage(ThroughputEntry entry, String precision, Device device, Services services) implements Stage {
    @Override
    public String title() {
        return "throughput";
    }

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public boolean isFinished(CompletedWork done) {
        return done.rows().stream().anyMatch(r -> r.is(RowKind.THROUGHPUT) && r.ok());
    }

    @Override
    public List<RunPlan.Forks> describe(CompletedWork done, TimeEstimates estimates) {
        boolean finished = isFinished(done);
        int forks = entry.timing().rounds()
                * BenchmarkRuns.of(entry, precision, device, services).size();
        double seconds =
                forks * (entry.timing().warmupSeconds() + entry.timing().measureSeconds());
        return List.of(new RunPlan.Forks(
                forks,
                finished,
                finished ? TimeLeft.NONE : new TimeLeft(seconds, true, "without the start of each fork")));
    }

    @Override
    public RunPlan.Space space() {
        return RunPlan.Space.NONE;
    }

    /** It is the last stage: its forks need the memory of the device, which an open engine would keep. */
    @Override
    public void run(StageContext context) {
        context.engines().release();
        Speeds speeds = new SpeedRun(
                        entry, precision, device, services, context.folder().files(), context.progress())
                .run(context.stop());
        if (speeds.isEmpty()) {
            throw new Stopped();
        }
        SpeedRows rows = rows(context);
        forget(context);
        write(context, rows.rows(speeds.measured()));
        for (Speeds.Failed f : speeds.failed()) {
            String reason = context.failures().add("throughput of " + f.label(), f.reason());
            context.folder().results().append(rows.failed(f.label(), f.benchmark(), reason));
        }
        context.failures().warn(speeds.warnings());
    }

    @Override
    public void fail(StageContext context, String reason) {
        forget(context);
        context.folder().results().append(rows(context).failed(reason));
    }

    private SpeedRows rows(StageContext context) {
        return new SpeedRows(entry, precision, services, context.engines().ceilings());
    }

    private static void forget(StageContext context) {
        context.folder().keep(r -> !r.kind().isTiming(), w -> true);
    }

    /** The rounds are written first, since rows without them could not be compared. */
    private static void write(StageContext context, List<SpeedRows.TimedResult> results) {
        Map<RowIdentity, List<Double>> rounds = new LinkedHashMap<>();
        results.forEach(timed -> rounds.put(RowIdentity.of(timed.row()), timed.rounds()));
        new RoundLog(context.folder().files().rounds()).write(rounds);
        results.forEach(timed -> context.folder().results().append(timed.row()));
    }
}
