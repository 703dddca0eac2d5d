package org.speechbench.reports.compare;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.speechbench.core.result.RoundLog;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;

/**
 * How much rounds differ when two revisions are measured side by side.
 *
 * @param speeds the standard deviation, over rounds, of the logarithm of one revision's speed over the other's
 * @param ratios the same for a ratio of two speeds
 * @param source where the numbers are from, in words
 */
public record RoundNoise(double speeds, double ratios, String source) {
    /** As measured on a shared machine with two cores: docs/ci.md. */
    public static final RoundNoise ASSUMED = new RoundNoise(0.04, 0.064, "assumed, since no rounds are recorded");

    /**
     * The noise of what was recorded: that of an earlier comparison of two revisions or else that of a baseline; the
     * noisiest figure counts.
     *
     * @param compared the folder of comparisons of two revisions
     * @param baseline the sessions of a baseline; may be empty
     */
    public static RoundNoise of(Path compared, List<Path> baseline) {
        List<RoundLog.Timing> rounds = log(compared).timings();
        OptionalDouble speeds = most(rounds.stream().filter(t -> t.kind() == RowKind.THROUGHPUT));
        OptionalDouble ratios = most(rounds.stream().filter(t -> t.kind() == RowKind.RATIO));
        if (speeds.isPresent() || ratios.isPresent()) {
            double most = speeds.orElseGet(() -> ratios.getAsDouble() / Math.sqrt(2));
            return new RoundNoise(most, ratios.orElse(Math.sqrt(2) * most), "recorded in " + compared);
        }
        // Both speeds of a ratio are measured one after the other, as those of two revisions are.
        OptionalDouble within = most(baseline.stream()
                .flatMap(session -> new RoundLog(new RunDirectory(session).rounds()).timings().stream())
                .filter(t -> t.kind() == RowKind.RATIO));
        return within.isPresent()
                ? new RoundNoise(
                        within.getAsDouble(),
                        Math.sqrt(2) * within.getAsDouble(),
                        "that of the ratios in " + baseline.get(0))
                : ASSUMED;
    }

    /** Records the rounds of two revisions that were measured side by side. */
    public static void write(Deltas deltas, Path compared) {
        Map<RowIdentity, List<Double>> rounds = new LinkedHashMap<>();
        Predicate<Delta> tested = delta -> delta.finding().interval() != null;
        deltas.deltas().stream().filter(tested).forEach(delta -> {
            double[] before = delta.baseline().get(0).logarithms();
            double[] now = delta.current().get(0).logarithms();
            Double[] ratios = new Double[now.length];
            Arrays.setAll(ratios, i -> Math.exp(now[i] - before[i]));
            rounds.put(delta.row(), List.of(ratios));
        });
        log(compared).write(rounds);
    }

    private static RoundLog log(Path compared) {
        return new RoundLog(compared.resolve("differences.csv"));
    }

    private static OptionalDouble most(Stream<RoundLog.Timing> timings) {
        return timings.filter(timing -> timing.values().size() > 1)
                .mapToDouble(timing -> deviation(
                        timing.values().stream().mapToDouble(Math::log).toArray()))
                .filter(deviation -> deviation > 0)
                .max();
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> Math.pow(v - mean, 2)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /** The numbers and their source. */
    public String words() {
        return String.format(
                Locale.ROOT, "%.1f %% of speeds and %.1f %% of ratios, %s", 100 * speeds, 100 * ratios, source);
    }
}
