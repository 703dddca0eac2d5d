package org.speechbench.reports.judge;

import java.util.Arrays;
import java.util.List;

/**
 * Evidence about a speed: natural logarithms of speeds, so that a difference is a ratio. Rounds of one session share what
 * is peculiar to it (temperature, neighbours, memory layout), so that they count as independent only where both sides
 * were measured in the same rounds.
 */
public final class TimingEvidence {
    private TimingEvidence() {}

    /**
     * Both measured side by side: the mean of the differences of all rounds.
     *
     * @param candidate the logarithm of each round
     * @param baseline the logarithm of the same rounds
     */
    public static Estimate sideBySide(double[] candidate, double[] baseline) {
        if (candidate.length != baseline.length) {
            throw new IllegalArgumentException(candidate.length + " rounds and " + baseline.length);
        }
        double[] gained = new double[candidate.length];
        Arrays.setAll(gained, i -> candidate[i] - baseline[i]);
        Units units = Units.equal("rounds", gained.length);
        double mean = Arrays.stream(gained).average().orElseThrow();
        if (gained.length < 2) {
            return new Estimate(mean, 0, 0, 0, units, 1, Scope.MODELS);
        }
        Moments moments = Moments.ofMean(gained);
        return new Estimate(
                mean, Math.sqrt(moments.variance()), moments.skewness(), gained.length - 1, units, 1, Scope.MODELS);
    }

    /**
     * Measured in different sessions: the difference of the means of session means, with the degrees of freedom of the
     * side that has fewer sessions.
     *
     * @param candidate the logarithms of the rounds of each session
     * @param baseline the same for the baseline
     */
    public static Estimate bySession(List<double[]> candidate, List<double[]> baseline) {
        double[] now = means(candidate);
        double[] before = means(baseline);
        int sessions = Math.min(now.length, before.length);
        Units units = Units.equal("sessions", sessions);
        double gained = Arrays.stream(now).average().orElseThrow()
                - Arrays.stream(before).average().orElseThrow();
        if (sessions < 2) {
            return new Estimate(gained, 0, 0, 0, units, 1, Scope.MODELS);
        }
        double variance =
                Moments.ofMean(now).variance() + Moments.ofMean(before).variance();
        return new Estimate(gained, Math.sqrt(variance), 0, sessions - 1, units, 1, Scope.MODELS);
    }

    private static double[] means(List<double[]> sessions) {
        return sessions.stream()
                .mapToDouble(s -> Arrays.stream(s).average().orElseThrow())
                .toArray();
    }
}
