package org.speechbench.tasks.metric;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.TDistribution;
import org.speechbench.core.result.Score;

/**
 * Paired bootstrap of the difference of two rates, clustered by speaker, with seeds pooled (Bisani and Ney, Bootstrap
 * estimates for confidence intervals in ASR performance evaluation, ICASSP 2004; clusters instead of utterances:
 * Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 3.8; Liu and Peng, Statistical testing on
 * ASR performance via blockwise bootstrap, Interspeech 2020).
 *
 * <p><b>Estimator.</b> The rate of a system is the sum of hits divided by the sum of outOf, over all utterances and all
 * seeds, in per cent. Where every seed has the same utterances and outOf does not depend on the hypothesis, as for
 * error rates and accuracy, that is the mean of the seeds' rates. With cross-validation it is pooled over folds: every
 * utterance counts the same, whichever fold it is in, while the published score is the mean of the folds' rates.
 *
 * <p><b>Draws.</b> As many speakers are drawn as there are, with replacement, each with all utterances and seeds; the
 * same draw is used for both systems. Utterances of a speaker, and seeds of an utterance, are thus never treated as
 * independent. The seeds themselves are not drawn: the result is about these trained models and other speakers.
 *
 * <p><b>p</b> is the larger of two. The first is the share of draws on the far side of zero, doubled, (k + 1) / (draws
 * + 1), which corresponds to the percentile interval. With few speakers it is far too small, since there is no draw on
 * the far side at all if G speakers agree, although that happens by chance in 2 of 2^G cases. The second therefore
 * compares the difference with the bootstrap's standard error, multiplied by sqrt(G / (G - 1)) since draws vary about
 * the sample's own mean, by Student's t with G - 1 degrees of freedom, as is usual for few clusters (Cameron and
 * Miller, A practitioner's guide to cluster-robust inference, 2015, section VI). The two converge as G grows. With one
 * speaker, p is 1.
 *
 * <p>Scores that are not sums over utterances, such as the equal error rate, are compared in the same way by drawing
 * clusters of predictions; the score of a system is then the mean of its seeds' scores.
 *
 * <p>The computation is pure and seeded: the same utterances, in any order, give the same result.
 */
public final class PairedBootstrap {
    public static final int DRAWS = 10_000;

    /** With fewer speakers, no statement is made about a difference. */
    public static final int FEWEST_SPEAKERS = 5;

    /** The number of draws if a score is recomputed from all predictions at every draw. */
    private static final int CLUSTER_DRAWS = 2_000;

    private static final long SEED = 1337;

    /** The share on either side that a 95 % interval leaves out. */
    private static final double TAIL = 0.025;

    private static final Score.Interval EVERYTHING =
            new Score.Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private final int speakers;
    private final int draws;
    private final Function<int[], Rates> rates;

    private PairedBootstrap(int speakers, int draws, Function<int[], Rates> rates) {
        this.speakers = speakers;
        this.draws = draws;
        this.rates = rates;
    }

    /** The contributions to the rates of both systems. */
    private record Rates(double first, double second) {
        double difference() {
            return first - second;
        }
    }

    /**
     * Compares the first system with the second.
     *
     * @throws IllegalArgumentException if there are no utterances, or if a system does not have the same number of
     *     seeds, at least one, for each of them
     */
    public static PairedDifference of(List<PairedUtterance> utterances) {
        TreeMap<String, Sums> bySpeaker = new TreeMap<>();
        for (PairedUtterance utterance : utterances) {
            if (utterance.first().size() != utterances.get(0).first().size()
                    || utterance.second().size() != utterances.get(0).second().size()) {
                throw new IllegalArgumentException("every utterance needs the same seeds");
            }
            bySpeaker.merge(utterance.speaker(), Sums.of(utterance), Sums::plus);
        }
        if (utterances.isEmpty()
                || utterances.get(0).first().isEmpty()
                || utterances.get(0).second().isEmpty()) {
            throw new IllegalArgumentException("a difference needs utterances and at least one seed of either system");
        }
        // Speakers with neither tokens nor errors would only give draws without any; insertions where nothing was said
        // do count.
        bySpeaker.values().removeIf(sums -> sums.equals(Sums.NONE));
        if (bySpeaker.values().stream().allMatch(sums -> sums.firstOutOf() == 0 || sums.secondOutOf() == 0)) {
            throw new IllegalArgumentException("a difference needs something that was said");
        }
        List<Sums> speakers = List.copyOf(bySpeaker.values());
        Function<int[], Rates> rates = times -> {
            Sums drawn = Sums.NONE;
            for (int s = 0; s < times.length; s++) {
                drawn = drawn.plus(speakers.get(s).times(times[s]));
            }
            return new Rates(drawn.firstRate(), drawn.secondRate());
        };
        return new PairedBootstrap(speakers.size(), DRAWS, rates).difference(utterances.size());
    }

    /**
     * Compares the first system with the second by scores of clusters.
     *
     * @param first the score of each seed as a function of how often each cluster is counted, see
     *     {@link ClusterScorer#byCluster}
     * @param second the same for the second system
     * @param clusters how many there are
     * @param predictions how many there are
     */
    public static PairedDifference ofClusters(
            List<ToDoubleFunction<int[]>> first, List<ToDoubleFunction<int[]>> second, int clusters, int predictions) {
        if (first.isEmpty() || second.isEmpty() || clusters < 1) {
            throw new IllegalArgumentException("a difference needs clusters and at least one seed of either system");
        }
        return new PairedBootstrap(clusters, CLUSTER_DRAWS, times -> new Rates(mean(first, times), mean(second, times)))
                .difference(predictions);
    }

    private static double mean(List<ToDoubleFunction<int[]>> seeds, int[] times) {
        return seeds.stream()
                .mapToDouble(seed -> seed.applyAsDouble(times))
                .average()
                .orElseThrow();
    }

    private PairedDifference difference(int utterances) {
        int[] once = new int[speakers];
        Arrays.fill(once, 1);
        Rates all = rates.apply(once);
        double[] drawn = draws();
        if (speakers < 2) {
            return new PairedDifference(all.first(), all.second(), EVERYTHING, 1, speakers, utterances);
        }
        double error = standardError(drawn);
        double half = TDistribution.of(speakers - 1).inverseSurvivalProbability(TAIL) * error;
        Score.Interval interval = new Score.Interval(all.difference() - half, all.difference() + half);
        double p = Math.max(beyondZero(drawn), student(all.difference(), error));
        return new PairedDifference(all.first(), all.second(), interval, p, speakers, utterances);
    }

    /** The differences of all draws in which both have a score, ascending. */
    private double[] draws() {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] differences = new double[draws];
        for (int i = 0; i < draws; i++) {
            int[] times = new int[speakers];
            for (int s = 0; s < speakers; s++) {
                times[random.nextInt(speakers)]++;
            }
            differences[i] = rates.apply(times).difference();
        }
        return Arrays.stream(differences).filter(Double::isFinite).sorted().toArray();
    }

    /** The p-value is never 0: the data themselves count as one more draw (Davison and Hinkley, chapter 4). */
    private static double beyondZero(double[] draws) {
        long notAbove = Arrays.stream(draws).filter(d -> d <= 0).count();
        long notBelow = Arrays.stream(draws).filter(d -> d >= 0).count();
        return Math.min(1, 2.0 * (Math.min(notAbove, notBelow) + 1) / (draws.length + 1));
    }

    /**
     * The standard error of the difference, from the draws, whose spread is too small by (g - 1) / g with g speakers.
     */
    private double standardError(double[] draws) {
        double mean = Arrays.stream(draws).average().orElseThrow();
        double squares = Arrays.stream(draws).map(d -> (d - mean) * (d - mean)).sum();
        return Math.sqrt(squares / (draws.length - 1) * speakers / (speakers - 1));
    }

    private double student(double difference, double error) {
        return difference == 0
                ? 1
                : 2 * TDistribution.of(speakers - 1).survivalProbability(Math.abs(difference) / error);
    }

    /** The sums over utterances and seeds. */
    private record Sums(double firstHits, long firstOutOf, double secondHits, long secondOutOf) {
        static final Sums NONE = new Sums(0, 0, 0, 0);

        static Sums of(PairedUtterance utterance) {
            return new Sums(
                    utterance.first().stream().mapToDouble(Ratio::hits).sum(),
                    utterance.first().stream().mapToLong(Ratio::outOf).sum(),
                    utterance.second().stream().mapToDouble(Ratio::hits).sum(),
                    utterance.second().stream().mapToLong(Ratio::outOf).sum());
        }

        Sums times(int n) {
            return new Sums(n * firstHits, n * firstOutOf, n * secondHits, n * secondOutOf);
        }

        Sums plus(Sums other) {
            return new Sums(
                    firstHits + other.firstHits,
                    firstOutOf + other.firstOutOf,
                    secondHits + other.secondHits,
                    secondOutOf + other.secondOutOf);
        }

        double firstRate() {
            return 100.0 * firstHits / firstOutOf;
        }

        double secondRate() {
            return 100.0 * secondHits / secondOutOf;
        }
    }
}
