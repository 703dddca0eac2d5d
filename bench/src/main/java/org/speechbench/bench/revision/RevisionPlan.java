package org.speechbench.bench.revision;

import ai.djl.Device;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.bench.speed.BenchmarkRounds;
import org.speechbench.bench.speed.BenchmarkRun;
import org.speechbench.bench.speed.BenchmarkRuns;
import org.speechbench.bench.speed.SpeedRows;
import org.speechbench.bench.speed.Speeds;
import org.speechbench.reports.compare.MetricSeries;
import org.speechbench.reports.compare.RoundNoise;
import org.speechbench.reports.compare.Thresholds;
import org.speechbench.reports.judge.Judge;
import org.speechbench.reports.judge.Power;

/**
 * What a comparison of two revisions would find and what it costs, told before it is made. The number of rounds is fixed
 * then: rounds that are added after looking at the result would raise the chance of a false verdict.
 *
 * @param rounds the number of rounds of the experiment
 * @param roundSeconds the seconds of one round of both revisions
 * @param figures the number of figures that are compared
 */
public record RevisionPlan(int rounds, double roundSeconds, int figures, RoundNoise noise, Thresholds thresholds) {
    /** From the start of a process to its first call and from its last call to its end, with a model of size tiny. */
    private static final double START_SECONDS = 1.6;

    private static final double BUILD_SECONDS = 90;
    private static final double SECONDS_A_MINUTE = 60;

    static RevisionPlan of(
            ThroughputEntry entry,
            String precision,
            Device device,
            Services services,
            RoundNoise noise,
            Thresholds thresholds) {
        List<BenchmarkRun> workloads = BenchmarkRuns.ofUpstreams(entry, precision, device, services);
        Speeds.Builder speeds = new Speeds.Builder();
        workloads.forEach(workload ->
                speeds.add(workload.benchmark().id(), workload.label(), BenchmarkRounds.ofSpeeds(List.of(1.0))));
        long figures = new SpeedRows(entry, precision, services, Map.of())
                .rows(speeds.build().measured()).stream()
                        .map(timed -> new MetricSeries(timed.row(), timed.rounds()))
                        .filter(MetricSeries::isTiming)
                        .count();
        double seconds = workloads.stream()
                .mapToDouble(workload -> START_SECONDS
                        + workload.seconds(noise.speed(workload.benchmark().id(), workload.label())
                                .orElse(Double.POSITIVE_INFINITY)))
                .sum();
        return new RevisionPlan(entry.timing().rounds(), 2 * seconds, (int) figures, noise, thresholds);
    }

    /** The minutes that a number of rounds takes, with the builds of both revisions. */
    public double minutes(int number) {
        return (number * roundSeconds + 2 * BUILD_SECONDS) / SECONDS_A_MINUTE;
    }

    /** What a number of rounds would find of speeds. */
    public Power ofSpeeds(int number) {
        return power(number, noise.ofSpeeds());
    }

    /** What a number of rounds would find of ratios of speeds. */
    public Power ofRatios(int number) {
        return power(number, noise.ofRatios());
    }

    private Power power(int number, double deviation) {
        return new Power(number, deviation, Judge.ofFamily(figures).oneSided().alpha(), thresholds.logarithm());
    }

    /** The rounds of the experiment in one sentence. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "%d rounds, fixed beforehand: a loss of %.0f %% of a speed or %.0f %% of a ratio would be called worse with a"
                        + " chance of %.0f %%; about %.0f minutes.",
                rounds,
                share(ofSpeeds(rounds)),
                share(ofRatios(rounds)),
                100 * Judge.POWER,
                minutes(rounds));
    }

    private static double share(Power power) {
        return -100 * Math.expm1(-power.detectable());
    }
}
