package org.speechbench.reports.compare;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Gpu;
import org.speechbench.core.result.Machine;
import org.speechbench.core.result.Measure;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RoundLog;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.Score;
import org.speechbench.core.result.Subject;

/** Writes the files of a run as a measurement of speed would leave them, with noise of its own. */
public final class TimedRun {
    private static final Subject SUBJECT = Subject.untrained("fast_hubert", "fast_hubert", "tiny");
    private static final double NOISE = 0.03;

    private final RunDirectory run;
    private final Random random;
    private final Map<RowIdentity, List<Double>> rounds = new LinkedHashMap<>();
    private Machine machine = new Machine("Some CPU", List.of("avx2"), 2, 0);
    private String device = "cpu()";
    private String created = "2026-01-02T03:04:05Z";
    private String revision = "0123456789abcdef";
    private int count = 12;
    private String corpus = "c0ffee00".repeat(8);

    public TimedRun(Path folder, long seed) {
        this.run = new RunDirectory(folder).create();
        this.random = new Random(seed);
    }

    public TimedRun machine(String model, String... flags) {
        machine = new Machine(model, List.of(flags), 2, 0);
        return this;
    }

    /** Measured on GPUs of these names. */
    public TimedRun gpus(String... names) {
        machine = machine.computingOn(Arrays.stream(names)
                .map(name -> new Gpu(name, 80_000_000_000L, "9.0", "550.54.14"))
                .toList());
        device = names.length == 1 ? "gpu:0" : "gpu:0,gpu:1";
        return this;
    }

    public TimedRun created(String time, String commit) {
        created = time;
        revision = commit;
        return this;
    }

    /** Scores from now on rest on this corpus. */
    public TimedRun corpus(String digest) {
        corpus = digest;
        return this;
    }

    public TimedRun rounds(int number) {
        count = number;
        return this;
    }

    /** A speed-up of {@code fast_hubert} over {@code hubert}; {@code factor} slows the former down. */
    public TimedRun speedUp(String benchmark, double ratio, double factor) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> ratio * factor * Math.exp(NOISE * random.nextGaussian()));
        return add(
                timing(benchmark)
                        .ok(new Measure(Metrics.SPEED_UP, ratio * factor, count, null, null, "hubert"), Cost.NONE, ""),
                values);
    }

    /** A score of task {@code pr}. */
    public TimedRun score(int version, double per, double half) {
        Score.Interval interval = new Score.Interval(per - half, per + half);
        Protocol protocol = new Protocol("pr", "pr", version, "quick", "linear_ctc", "test", corpus);
        return add(
                new RowTemplate(RowKind.SCORE, SUBJECT, protocol, Conditions.ofPrecision("bf16"), 1L)
                        .ok(new Score(Metrics.PHONE_ERRORS, per, count, interval), Cost.NONE, ""),
                new double[0]);
    }

    /** A row that failed. */
    public TimedRun failed(String benchmark, String reason) {
        return add(timing(benchmark).failed(Metrics.SPEED_UP, Cost.NONE, reason), new double[0]);
    }

    private TimedRun add(ResultRow row, double[] values) {
        new ResultStore(run.results()).append(row);
        rounds.put(RowIdentity.of(row), Arrays.stream(values).boxed().toList());
        return this;
    }

    private static RowTemplate timing(String benchmark) {
        return new RowTemplate(
                RowKind.RATIO, SUBJECT, Protocol.ofBenchmark(benchmark), Conditions.ofWork("bf16", "4 x 4.0 s"), null);
    }

    /** Writes what is left; the folder. */
    public Path write() {
        new RoundLog(run.rounds()).write(rounds);
        new ProvenanceStore(run.provenance())
                .write(new Provenance(
                        new Provenance.Origin("1", revision, created, List.of("throughput"), 1),
                        new Provenance.Environment("jvm", "os", "PyTorch", "2.7.1", device, machine, 2),
                        Map.of(),
                        new Provenance.Inputs(Map.of(), Map.of(), ""),
                        List.of()));
        return run.root();
    }
}
