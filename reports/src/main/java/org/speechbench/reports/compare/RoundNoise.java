package org.speechbench.reports.compare;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.RoundLog;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.statistics.Moments;

/**
 * What is known of rounds before two revisions are measured side by side.
 *
 * @param ofSpeeds the standard deviation, over rounds, of the logarithm of one revision's speed over the other's
 * @param ofRatios the same for a ratio of two speeds
 * @param speeds recorded speeds by benchmark and upstream, see {@link #speed}
 * @param source where the numbers are from, in words
 */
public record RoundNoise(double ofSpeeds, double ofRatios, Map<String, Double> speeds, String source) {
    /** As measured on a shared machine with two cores: docs/ci.md. */
    public static final RoundNoise ASSUMED =
            new RoundNoise(0.04, 0.064, Map.of(), "assumed, since no rounds are recorded");

    public RoundNoise {
        speeds = Map.copyOf(speeds);
    }

    /**
     * What was recorded in an earlier comparison of two revisions, or else in a baseline; the noisiest figure counts.
     *
     * @param compared the folder of comparisons of two revisions
     * @param baseline the sessions of a baseline; may be empty
     */
    public static RoundNoise of(Path compared, List<Path> baseline) {
        List<RoundLog.Timing> differences = differences(compared).timings();
        OptionalDouble speeds = most(differences.stream().filter(t -> t.kind() == RowKind.THROUGHPUT));
        OptionalDouble ratios = most(differences.stream().filter(t -> t.kind() == RowKind.RATIO));
        if (speeds.isPresent() || ratios.isPresent()) {
            double most = speeds.orElseGet(() -> ratios.getAsDouble() / Math.sqrt(2));
            return new RoundNoise(
                    most,
                    ratios.orElse(Math.sqrt(2) * most),
                    recorded(speeds(compared).timings()),
                    "recorded in " + compared);
        }
        List<RoundLog.Timing> sessions = baseline.stream()
                .flatMap(session -> new RoundLog(new RunDirectory(session).rounds()).timings().stream())
                .toList();
        // Both speeds of a ratio are measured one after the other, as those of two revisions are.
        OptionalDouble within = most(sessions.stream().filter(t -> t.kind() == RowKind.RATIO));
        return within.isPresent()
                ? new RoundNoise(
                        within.getAsDouble(),
                        Math.sqrt(2) * within.getAsDouble(),
                        recorded(sessions),
                        "that of the ratios in " + baseline.get(0))
                : ASSUMED;
    }

    /** Records the rounds of two revisions that were measured side by side. */
    public static void write(Deltas deltas, Path compared) {
        Map<RowIdentity, List<Double>> ratios = new LinkedHashMap<>();
        Map<RowIdentity, List<Double>> speeds = new LinkedHashMap<>();
        deltas.deltas().stream()
                .filter(delta -> delta.finding().interval() != null)
                .forEach(delta -> {
                    double[] before = delta.baseline().get(0).logarithms();
                    double[] now = delta.current().get(0).logarithms();
                    Double[] ratio = new Double[now.length];
                    Arrays.setAll(ratio, i -> Math.exp(now[i] - before[i]));
                    ratios.put(delta.row(), List.of(ratio));
                    speeds.put(delta.row(), delta.current().get(0).rounds());
                });
        differences(compared).write(ratios);
        speeds(compared).write(speeds);
    }

    /** The recorded speed of a benchmark of an upstream, the mean over rounds; empty if there is none. */
    public OptionalDouble speed(String benchmark, String upstream) {
        Double speed = speeds.get(key(benchmark, upstream));
        return speed == null ? OptionalDouble.empty() : OptionalDouble.of(speed);
    }

    private static String key(String benchmark, String upstream) {
        return benchmark + " " + upstream;
    }

    private static Map<String, Double> recorded(List<RoundLog.Timing> timings) {
        Map<String, Double> speeds = new HashMap<>();
        timings.stream()
                .filter(t -> t.metric().equals(Metrics.SPEED.id()))
                .forEach(t -> speeds.put(
                        key(t.task(), t.upstream()),
                        t.values().stream().mapToDouble(v -> v).average().orElseThrow()));
        return speeds;
    }

    private static RoundLog differences(Path compared) {
        return new RoundLog(compared.resolve("differences.csv"));
    }

    private static RoundLog speeds(Path compared) {
        return new RoundLog(compared.resolve("speeds.csv"));
    }

    private static OptionalDouble most(Stream<RoundLog.Timing> timings) {
        return timings.filter(timing -> timing.values().size() > 1)
                .mapToDouble(timing -> Moments.deviation(
                        timing.values().stream().mapToDouble(Math::log).toArray()))
                .filter(deviation -> deviation > 0)
                .max();
    }

    /** The deviations and their source. */
    public String words() {
        return String.format(
                Locale.ROOT, "%.1f %% of speeds and %.1f %% of ratios, %s", 100 * ofSpeeds, 100 * ofRatios, source);
    }
}
