package org.speechbench.bench.speed;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.RunDirectory;

/**
 * Times upstreams in many short forks, each in a process of its own. The upstreams take turns, and every other round in
 * reverse order, so that a machine that becomes slower or busier in the meantime affects all equally.
 */
public final class SpeedRun {
    /** What is said where a GPU is asked for the parts of steps. */
    public static final String NO_PARTS =
            "Parts of steps were not timed: a clock inside of a step does not wait for a GPU.";

    private final ThroughputEntry entry;
    private final String precision;
    private final Device device;
    private final Services services;
    private final RunDirectory files;
    private final Progress progress;

    public SpeedRun(
            ThroughputEntry entry,
            String precision,
            Device device,
            Services services,
            RunDirectory files,
            Progress progress) {
        this.entry = entry;
        this.precision = precision;
        this.device = device;
        this.services = services;
        this.files = files;
        this.progress = progress;
    }

    /**
     * @throws UserError if something is to be timed that is not there, or part by part and does not come apart
     */
    public static void check(ThroughputEntry entry, String precision, Services services) {
        entry.benchmarks().forEach(SpeedBenchmark::of);
        for (BenchmarkSubject row : BenchmarkSubject.of(entry, precision, services.upstreams())) {
            if (entry.modules().contains(row.label()) && !row.comesApart()) {
                throw new UserError(
                        "throughput.modules names '" + row.label() + "', which cannot be timed part by part.",
                        "Leave it out: only steps of pre-training with all frames in the encoder come apart.");
            }
        }
    }

    /**
     * Runs all rounds. A row whose fork fails, for want of memory perhaps, is not tried again; the others go on.
     *
     * @param stop asked between forks; when true, what was measured is thrown away
     * @return empty if stopped
     */
    public Speeds run(BooleanSupplier stop) {
        check(entry, precision, services);
        List<BenchmarkRun> workloads = BenchmarkRuns.of(entry, precision, device, services);
        Speeds.Builder speeds = new Speeds.Builder();
        if (device.isGpu() && !entry.modules().isEmpty()) {
            progress.note("Warning: " + NO_PARTS);
        }
        speeds.warn(BackgroundLoad.note(progress));
        try (Progress.Stage stage =
                progress.start("throughput", (long) entry.timing().rounds() * workloads.size())) {
            for (int round = 0; round < entry.timing().rounds(); round++) {
                for (BenchmarkRun workload : RoundRobin.of(workloads, round)) {
                    if (stop.getAsBoolean()) {
                        return Speeds.none();
                    }
                    stage.advance(1, measure(workload, round, speeds));
                }
            }
        }
        return speeds.build();
    }

    /** Adds one round of a row; what people are told of it. */
    private String measure(BenchmarkRun workload, int round, Speeds.Builder speeds) {
        String benchmark = workload.benchmark().id();
        String what = (workload.label() + " " + benchmark).strip();
        if (speeds.failed(benchmark, workload.label())) {
            return what + " has failed";
        }
        try {
            BenchmarkRounds measured = measure(workload, round);
            speeds.add(benchmark, workload.label(), measured);
            String unit = workload.benchmark() == SpeedBenchmark.MATRIX_PRODUCT ? "GFLOP/s" : "audio-s/s";
            return String.format(
                    Locale.ROOT, "%s %.1f %s", what, measured.speeds().get(0), unit);
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException e) {
            speeds.fail(new Speeds.Failed(benchmark, workload.label(), e));
            return what + " failed";
        }
    }

    private BenchmarkRounds measure(BenchmarkRun workload, int round) {
        String name = workload.name() + "-" + (round + 1);
        Path json = files.jmh(name);
        try {
            Files.createDirectories(files.jmh());
        } catch (IOException e) {
            throw UserError.unwritable(json, e);
        }
        return new Fork(workload, name, json).run();
    }
}
