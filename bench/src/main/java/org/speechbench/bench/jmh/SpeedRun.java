package org.speechbench.bench.jmh;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.RunDirectory;

/**
 * Times upstreams in many short forks, each in a process of its own. The upstreams take turns, and every other round in
 * reverse order, so that a machine that gets slower or busier in the meantime is unfair to none.
 */
public final class SpeedRun {
    /** Name of the benchmark of a training step, as rows call it. */
    public static final String TRAIN_STEP = "train_step";

    /** Name of the benchmark of an encode. */
    public static final String ENCODE = "encode";

    /** Name of the benchmark of a training step that is timed part by part. */
    public static final String MODULES = "modules";

    private static final int ITERATIONS = 3;
    private static final String KILLED = "exit code 137";

    private final ThroughputEntry entry;
    private final String precision;
    private final Services services;
    private final RunDirectory files;
    private final Progress progress;

    public SpeedRun(ThroughputEntry entry, String precision, Services services, RunDirectory files, Progress progress) {
        this.entry = entry;
        this.precision = precision;
        this.services = services;
        this.files = files;
        this.progress = progress;
    }

    /** @throws UserError if something is to be timed that is not there, or part by part and does not come apart */
    public static void check(ThroughputEntry entry, Services services) {
        for (TimedRow row : TimedRow.of(entry, services)) {
            if (entry.modules().contains(row.label()) && !row.comesApart()) {
                throw new UserError(
                        "throughput.modules names '" + row.label() + "', which cannot be timed part by part.",
                        "Leave it out: only steps of pre-training with all frames in the encoder come apart.");
            }
        }
    }

    private record Subject(String benchmark, TimedRow row) {}

    /**
     * Runs all rounds. A row whose fork fails, for want of memory perhaps, is not tried again; the others go on.
     *
     * @param stop asked between forks; when true, what was measured is thrown away
     * @return empty if stopped
     */
    public Speeds run(BooleanSupplier stop) {
        check(entry, services);
        List<Subject> subjects = subjects();
        Speeds.Builder speeds = new Speeds.Builder();
        try (Progress.Stage stage = progress.start("throughput", (long) entry.rounds() * subjects.size())) {
            for (int round = 0; round < entry.rounds(); round++) {
                List<Subject> order = new ArrayList<>(subjects);
                if (round % 2 == 1) {
                    Collections.reverse(order);
                }
                for (Subject s : order) {
                    if (stop.getAsBoolean()) {
                        return Speeds.none();
                    }
                    stage.advance(1, measure(s, round, speeds));
                }
            }
        }
        return speeds.build();
    }

    /** Adds one round of a row; what people are told of it. */
    private String measure(Subject subject, int round, Speeds.Builder speeds) {
        String label = subject.row().label();
        if (speeds.failed(subject.benchmark(), label)) {
            return label + " " + subject.benchmark() + " has failed";
        }
        try {
            Measured measured = measure(subject, round);
            speeds.add(subject.benchmark(), label, measured);
            return String.format(
                    Locale.ROOT,
                    "%s %s %.1f audio-s/s",
                    label,
                    subject.benchmark(),
                    measured.speeds().get(0));
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException e) {
            speeds.fail(new Speeds.Failed(subject.benchmark(), label, e));
            return label + " " + subject.benchmark() + " failed";
        }
    }

    private List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        List<TimedRow> rows = TimedRow.of(entry, services);
        for (String benchmark : List.of(TRAIN_STEP, ENCODE, MODULES)) {
            for (TimedRow row : rows) {
                if (wanted(benchmark, row)) {
                    subjects.add(new Subject(benchmark, row));
                }
            }
        }
        return subjects;
    }

    private boolean wanted(String benchmark, TimedRow row) {
        return switch (benchmark) {
            case TRAIN_STEP -> row.trains();
            case MODULES -> entry.modules().contains(row.label());
            default -> row.encodes();
        };
    }

    private Measured measure(Subject subject, int round) {
        String name = subject.benchmark() + "-" + subject.row().label() + "-" + (round + 1);
        Path json = files.jmh(name);
        try {
            Files.createDirectories(files.jmh());
            // Other processes of this user may run benchmarks too; it is noise, not an error.
            System.setProperty("jmh.ignoreLock", "true");
            List<RunResult> results = List.copyOf(new Runner(options(subject, json)).run());
            if (results.size() != 1) {
                throw new IllegalStateException("benchmark " + name + " gave " + results.size() + " results");
            }
            RunResult result = results.get(0);
            double speed =
                    subject.row().audioSeconds() / result.getPrimaryResult().getScore();
            OptionalDouble peak = PeakMemory.of(result);
            return new Measured(List.of(speed), peak.isPresent() ? peak.getAsDouble() : null, parts(result));
        } catch (IOException e) {
            throw UserError.unwritable(json, e);
        } catch (RunnerException e) {
            throw new IllegalStateException(
                    "benchmark " + name + " failed" + cause(log(json)) + ", see " + log(json), e);
        }
    }

    /** Seconds of a step by part; empty if the benchmark does not count them. */
    private static Map<String, List<Double>> parts(RunResult result) {
        Map<String, List<Double>> parts = new LinkedHashMap<>();
        Result<?> steps = result.getSecondaryResults().get(StepCounters.STEPS);
        if (steps != null) {
            for (StepPart part : StepPart.values()) {
                Result<?> seconds =
                        Objects.requireNonNull(result.getSecondaryResults().get(part.counter()), part.counter());
                parts.put(part.id(), List.of(seconds.getScore() / steps.getScore()));
            }
        }
        return parts;
    }

    private static Class<?> benchmark(String name) {
        return switch (name) {
            case TRAIN_STEP -> TrainStepBenchmark.class;
            case MODULES -> ModuleBenchmark.class;
            default -> EncodeBenchmark.class;
        };
    }

    private Options options(Subject subject, Path json) {
        Class<?> benchmark = benchmark(subject.benchmark());
        TimedRow row = subject.row();
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                .addProfiler(PeakMemory.class)
                .param("upstream", row.provider().name())
                .param("size", row.size())
                .param("precision", precision)
                .param("seconds", Double.toString(row.seconds()))
                .param("batch", Integer.toString(row.batch()))
                .forks(1)
                .threads(1)
                .warmupIterations(1)
                .warmupTime(time(entry.warmupSeconds()))
                .measurementIterations(ITERATIONS)
                .measurementTime(time(entry.measureSeconds() / ITERATIONS))
                .jvmArgs(jvmArguments())
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString())
                .output(log(json).toString());
        if (benchmark != EncodeBenchmark.class) {
            options.param("settings", row.settingsText())
                    .param("compute", row.compute().id())
                    .param("classes", Integer.toString(row.classes()));
        }
        return options.build();
    }

    /** Those of this process, without agents, which would slow a fork down. */
    private static String[] jvmArguments() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> !a.startsWith("-javaagent") && !a.startsWith("-agentlib"))
                .toArray(String[]::new);
    }

    /** Linux kills what takes the last of the memory with signal 9. */
    private static String cause(Path log) {
        try {
            return Files.readString(log).contains(KILLED) ? ": the system killed it, for want of memory perhaps" : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static TimeValue time(double seconds) {
        return TimeValue.milliseconds(Math.max(1, Math.round(1000 * seconds)));
    }

    private static Path log(Path json) {
        return json.resolveSibling(json.getFileName().toString().replace(".json", ".log"));
    }
}
