package org.speechbench.reports.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Evidence about a rate, such as a word error rate or an accuracy: what each speaker contributes under each pre-training
 * seed, for two systems on the same utterances.
 *
 * <p>The rate of a system is the mean over its trainings of the sum of hits over the sum of outOf, in per cent. Its error
 * over speakers is the delete-one jackknife, which treats all utterances, head seeds and folds of a speaker as one
 * (Cameron and Miller, A practitioner's guide to cluster-robust inference, 2015: CR3). With at least
 * {@link #FEWEST_TRAININGS} trainings of both, the variance between trainings is added (Owen, The pigeonhole bootstrap,
 * 2007, whose sum of both is at least the true variance), and the finding is about the recipes.
 *
 * @param first the contributions to the candidate's rate by speaker, one map per pre-training seed
 * @param second the same for the baseline
 * @param higherIsBetter whether a higher rate is better
 */
public record RateEvidence(
        List<Map<String, Contribution>> first, List<Map<String, Contribution>> second, boolean higherIsBetter) {
    /** With fewer pre-training seeds, their variation cannot be estimated. */
    public static final int FEWEST_TRAININGS = 3;

    /**
     * What a speaker contributes to a rate.
     *
     * @param hits errors, or correct answers
     * @param outOf tokens
     */
    public record Contribution(double hits, double outOf) {
        static final Contribution NONE = new Contribution(0, 0);

        /** The sum of both. */
        public Contribution plus(Contribution other) {
            return new Contribution(hits + other.hits, outOf + other.outOf);
        }

        Contribution minus(Contribution other) {
            return new Contribution(hits - other.hits, outOf - other.outOf);
        }

        double percent() {
            return 100 * hits / outOf;
        }
    }

    public RateEvidence {
        first = List.copyOf(first);
        second = List.copyOf(second);
        if (first.isEmpty() || second.isEmpty()) {
            throw new IllegalArgumentException("evidence needs at least one training of either system");
        }
    }

    /**
     * The difference of the rates, positive if the candidate's is better.
     *
     * @throws IllegalArgumentException if no speaker has a token
     */
    public Estimate estimate() {
        List<String> speakers = List.copyOf(speakers());
        if (speakers.isEmpty()) {
            throw new IllegalArgumentException("evidence needs speakers who said something");
        }
        double value = difference(null);
        double[] sizes = speakers.stream().mapToDouble(this::size).toArray();
        Units units = Units.of("speakers", sizes);
        if (speakers.size() < 2) {
            return new Estimate(value, 0, 0, 0, units, trainings(), Scope.MODELS);
        }
        Moments between = Moments.jackknife(
                speakers.stream().mapToDouble(this::difference).toArray());
        double trained = trainings() < FEWEST_TRAININGS ? 0 : variance(first) + variance(second);
        double variance = between.variance() + trained;
        // Only the speakers' part of the estimate is skewed.
        double share = variance == 0 ? 0 : Math.pow(between.variance() / variance, 1.5);
        boolean recipe = trainings() >= FEWEST_TRAININGS;
        return new Estimate(
                value,
                Math.sqrt(variance),
                share * between.skewness(),
                Math.min(units.effective(), recipe ? trainings() : units.effective()) - 1,
                units,
                trainings(),
                recipe ? Scope.RECIPE : Scope.MODELS);
    }

    private int trainings() {
        return Math.min(first.size(), second.size());
    }

    /** Speakers with neither tokens nor errors would only be units without any information. */
    private SortedSet<String> speakers() {
        Map<String, Contribution> all = new TreeMap<>();
        List<Map<String, Contribution>> trainings = new ArrayList<>(first);
        trainings.addAll(second);
        trainings.forEach(t -> t.forEach((speaker, c) -> all.merge(speaker, c, Contribution::plus)));
        all.values().removeIf(c -> c.equals(Contribution.NONE));
        return new TreeSet<>(all.keySet());
    }

    private double size(String speaker) {
        return first.get(0).getOrDefault(speaker, Contribution.NONE).outOf();
    }

    /** @param without a speaker who is left out; null for none */
    private double difference(@Nullable String without) {
        double gained = rate(first, without) - rate(second, without);
        return higherIsBetter ? gained : -gained;
    }

    private static double rate(List<Map<String, Contribution>> trainings, @Nullable String without) {
        return trainings.stream()
                .mapToDouble(t -> percent(t, without))
                .average()
                .orElseThrow();
    }

    private static double percent(Map<String, Contribution> training, @Nullable String without) {
        Contribution sum = training.values().stream().reduce(Contribution.NONE, Contribution::plus);
        Contribution left = without == null ? sum : sum.minus(training.getOrDefault(without, Contribution.NONE));
        return left.percent();
    }

    /** The variance of the mean over trainings. */
    private static double variance(List<Map<String, Contribution>> trainings) {
        return Moments.ofMean(
                        trainings.stream().mapToDouble(t -> percent(t, null)).toArray())
                .variance();
    }
}
