package org.speechbench.core.statistics;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.result.Score;

/**
 * A rate in per cent, such as a word error rate or an accuracy: the sum of hits over the sum of tokens.
 *
 * @param bySpeaker what each speaker contributes
 * @param sum the sum of all contributions
 */
public record Rate(Map<String, Contribution> bySpeaker, Contribution sum) implements Statistic {
    private static final Score.Interval PER_CENT = new Score.Interval(0, 100);

    /**
     * What a speaker contributes to a rate.
     *
     * @param hits errors, or correct answers
     * @param outOf tokens
     */
    public record Contribution(double hits, double outOf) {
        /** Nothing that was said, and no errors. */
        public static final Contribution NONE = new Contribution(0, 0);

        /** The sum of both. */
        public Contribution plus(Contribution other) {
            return new Contribution(hits + other.hits, outOf + other.outOf);
        }

        private double percentWithout(Contribution other) {
            return 100 * (hits - other.hits) / (outOf - other.outOf);
        }
    }

    /** The rate of what all speakers contribute. */
    public static Rate of(Map<String, Contribution> bySpeaker) {
        Contribution sum = bySpeaker.values().stream().reduce(Contribution.NONE, Contribution::plus);
        return new Rate(Map.copyOf(bySpeaker), sum);
    }

    @Override
    public double value() {
        return sum.percentWithout(Contribution.NONE);
    }

    @Override
    public double without(String speaker) {
        return sum.percentWithout(bySpeaker.getOrDefault(speaker, Contribution.NONE));
    }

    /** The number of tokens of each speaker; those with neither tokens nor errors carry no information and are left out. */
    @Override
    public Map<String, Double> units() {
        Map<String, Double> sizes = new HashMap<>();
        bySpeaker.forEach((speaker, own) -> {
            if (!own.equals(Contribution.NONE)) {
                sizes.put(speaker, own.outOf);
            }
        });
        return sizes;
    }

    /** From 0 to 100 %, although a speaker with many insertions may exceed it. */
    @Override
    public Optional<Score.Interval> range() {
        return Optional.of(PER_CENT);
    }
}
