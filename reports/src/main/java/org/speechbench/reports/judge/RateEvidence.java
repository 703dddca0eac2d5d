package org.speechbench.reports.judge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

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
        List<String> speakers = speakers();
        if (speakers.isEmpty()) {
            throw new IllegalArgumentException("evidence needs speakers who said something");
        }
        List<Training> candidate = Training.all(first);
        List<Training> baseline = Training.all(second);
        double value = gained(candidate, baseline, Training::rate);
        double[] sizes = speakers.stream().mapToDouble(this::size).toArray();
        Units units = Units.of("speakers", sizes);
        if (speakers.size() < 2) {
            return new Estimate(value, 0, 0, 0, units, trainings(), Scope.MODELS);
        }
        Moments between = Moments.jackknife(speakers.stream()
                .mapToDouble(speaker -> gained(candidate, baseline, t -> t.rateWithout(speaker)))
                .toArray());
        double trained = trainings() < FEWEST_TRAININGS ? 0 : variance(candidate) + variance(baseline);
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
    private List<String> speakers() {
        Map<String, Contribution> all = new TreeMap<>();
        Stream.concat(first.stream(), second.stream())
                .forEach(t -> t.forEach((speaker, c) -> all.merge(speaker, c, Contribution::plus)));
        all.values().removeIf(c -> c.equals(Contribution.NONE));
        return List.copyOf(all.keySet());
    }

    private double size(String speaker) {
        return first.get(0).getOrDefault(speaker, Contribution.NONE).outOf();
    }

    /** One training, with the sum over all speakers. */
    private record Training(Map<String, Contribution> bySpeaker, Contribution sum) {
        static List<Training> all(List<Map<String, Contribution>> trainings) {
            return trainings.stream()
                    .map(t -> new Training(t, t.values().stream().reduce(Contribution.NONE, Contribution::plus)))
                    .toList();
        }

        double rate() {
            return sum.percent();
        }

        double rateWithout(String speaker) {
            return sum.minus(bySpeaker.getOrDefault(speaker, Contribution.NONE)).percent();
        }
    }

    private double gained(List<Training> candidate, List<Training> baseline, ToDoubleFunction<Training> rate) {
        double gained = mean(candidate, rate) - mean(baseline, rate);
        return higherIsBetter ? gained : -gained;
    }

    private static double mean(List<Training> trainings, ToDoubleFunction<Training> rate) {
        return trainings.stream().mapToDouble(rate).average().orElseThrow();
    }

    /** The variance of the mean over trainings. */
    private static double variance(List<Training> trainings) {
        return Moments.ofMean(trainings.stream().mapToDouble(Training::rate).toArray())
                .variance();
    }
}
