package org.speechbench.bench.jmh;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Score;

/**
 * Positive measurements, one a round.
 *
 * @param values in order of the rounds
 */
record Rounds(List<Double> values) {
    private static final int RESAMPLES = 4_000;
    private static final long SEED = 20_240_103;

    Rounds {
        values = List.copyOf(values);
        if (values.isEmpty() || values.stream().anyMatch(v -> !(v > 0) || v.isInfinite())) {
            throw new IllegalArgumentException("rounds have positive, finite values; got " + values);
        }
    }

    /** Round by round, this over the other: what was the same in a round cancels out. */
    Rounds over(Rounds other) {
        if (values.size() != other.values.size()) {
            throw new IllegalArgumentException(values.size() + " rounds over " + other.values.size());
        }
        Double[] ratios = new Double[values.size()];
        Arrays.setAll(ratios, i -> values.get(i) / other.values.get(i));
        return new Rounds(List.of(ratios));
    }

    double geometricMean() {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElseThrow());
    }

    /** 95 % of the geometric means of rounds drawn with replacement; null if there is one round only. */
    Score.@Nullable Interval interval() {
        int n = values.size();
        if (n < 2) {
            return null;
        }
        double[] logs = values.stream().mapToDouble(Math::log).toArray();
        SplittableRandom random = new SplittableRandom(SEED);
        double[] means = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += logs[random.nextInt(n)];
            }
            means[r] = sum / n;
        }
        Arrays.sort(means);
        return new Score.Interval(
                Math.exp(means[(int) (0.025 * RESAMPLES)]), Math.exp(means[(int) (0.975 * RESAMPLES) - 1]));
    }
}
