package org.speechbench.bench.speed;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Score;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.reports.judge.Judge;
import org.speechbench.reports.judge.TimingEvidence;

/**
 * Positive measurements, one a round.
 *
 * @param values in order of the rounds
 */
public record Rounds(List<Double> values) {
    public Rounds {
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

    /** Round by round a quantity over this, as seconds of audio over a speed. */
    Rounds dividing(double quantity) {
        return new Rounds(values.stream().map(v -> quantity / v).toList());
    }

    Rounds times(double factor) {
        return new Rounds(values.stream().map(v -> factor * v).toList());
    }

    /** The most that any round needed, or else the geometric mean, since rounds are divided by one another. */
    double summary(Metric.Aggregation aggregation) {
        return aggregation == Metric.Aggregation.MAXIMUM ? Collections.max(values) : geometricMean();
    }

    public double geometricMean() {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElseThrow());
    }

    /** The interval of the geometric mean over the rounds of this session, by the judge; null if there are too few rounds. */
    public Score.@Nullable Interval interval() {
        Estimate estimate =
                TimingEvidence.ofRounds(values.stream().mapToDouble(Math::log).toArray());
        if (!estimate.isTestable(Judge.LEVEL)) {
            return null;
        }
        Score.Interval logarithms = estimate.interval(Judge.LEVEL);
        return new Score.Interval(Math.exp(logarithms.low()), Math.exp(logarithms.high()));
    }
}
