package org.speechbench.reports.judge;

import java.util.Arrays;
import java.util.List;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.core.statistics.Units;

/**
 * Evidence about a speed: natural logarithms of speeds, so that a difference is a ratio. Rounds of one session share what
 * is peculiar to it (temperature, neighbours, memory layout), so that they count as independent only where both sides
 * were measured in the same rounds.
 */
public final class TimingEvidence {
    private TimingEvidence() {}

    /**
     * The mean of the rounds of one session, which says nothing about other sessions.
     *
     * @param rounds the logarithm of each round, or for a ratio the difference of two logarithms
     */
    public static Estimate ofRounds(double[] rounds) {
        return Estimate.mean(rounds, "rounds");
    }

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
        return ofRounds(gained);
    }

    /**
     * Measured in different sessions: Student's t for two samples of session means. The variance between sessions is
     * assumed to be the same on both sides, as it is if both are measured in the same way on one kind of machine, and is
     * pooled from both. One session on one side can therefore be tested if the other side has five.
     *
     * @param candidate the logarithms of the rounds of each session
     * @param baseline the same for the baseline
     */
    public static Estimate bySession(List<double[]> candidate, List<double[]> baseline) {
        double[] now = means(candidate);
        double[] before = means(baseline);
        int sessions = now.length + before.length;
        Units units = Units.equal("sessions", sessions);
        double gained = mean(now) - mean(before);
        int degrees = sessions - 2;
        if (degrees < 1) {
            return Estimate.withoutError(gained, units);
        }
        double variance = (squares(now) + squares(before)) / degrees * (1.0 / now.length + 1.0 / before.length);
        return new Estimate(gained, Math.sqrt(variance), 0, degrees, units);
    }

    private static double[] means(List<double[]> sessions) {
        return sessions.stream().mapToDouble(TimingEvidence::mean).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double squares(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    }
}
