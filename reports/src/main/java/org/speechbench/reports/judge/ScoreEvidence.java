package org.speechbench.reports.judge;

import java.util.stream.Stream;
import org.speechbench.core.statistics.Estimate;

/**
 * Evidence about a score, such as a word error rate or an equal error rate: the scores of two systems on the same data.
 *
 * <p>The score of a system is the mean over its trainings. Its error over units is the delete-one jackknife, which treats
 * everything of a unit as one: all utterances, head seeds and folds of a speaker (Cameron and Miller, A practitioner's
 * guide to cluster-robust inference, 2015: CR3), or all trials in which a speaker takes part (Snijders and Borgatti,
 * Non-parametric standard errors and tests for network statistics, 1999; Arvesen, Jackknifing U-statistics, 1969). With
 * at least {@link #FEWEST_TRAININGS} trainings of both, the variance between trainings is added (Owen, The pigeonhole
 * bootstrap, 2007, whose sum of both is at least the true variance), and the finding is about the recipes.
 *
 * @param candidate the system that the finding is about
 * @param baseline the system with which it is compared
 * @param unitName what a unit is, in the plural, for example {@code speakers}
 * @param higherIsBetter whether a higher score is better
 */
public record ScoreEvidence(Sample candidate, Sample baseline, String unitName, boolean higherIsBetter) {
    /** With fewer pre-training seeds, their variation cannot be estimated. */
    public static final int FEWEST_TRAININGS = 3;

    /**
     * The question whether the candidate is better.
     *
     * @param margin the difference of scores that does not matter
     * @param widest {@link Scope#RECIPE} if the finding shall be about the recipes where there are enough trainings
     */
    public Question question(double margin, Scope widest) {
        Scope scope = widest == Scope.RECIPE && trainings() >= FEWEST_TRAININGS ? Scope.RECIPE : Scope.MODELS;
        return new Question(estimate(scope), seeds(), scope, margin, "");
    }

    /** The difference of the scores, positive if the candidate's is better. */
    private Estimate estimate(Scope scope) {
        Difference gained = higherIsBetter
                ? new Difference(candidate.scores(), baseline.scores())
                : new Difference(baseline.scores(), candidate.scores());
        Estimate between = gained.estimate(unitName);
        return scope == Scope.RECIPE
                ? between.plus(candidate.variance() + baseline.variance(), trainings() - 1)
                : between;
    }

    /** The smaller number of trainings of the two, as shown to readers; students of one teacher are one. */
    public int seeds() {
        return Math.min(candidate.trainings(), baseline.trainings());
    }

    /** The smaller number of trainings, where a system without training limits nothing. */
    private double trainings() {
        return Stream.of(candidate, baseline)
                .filter(Sample::drawn)
                .mapToInt(Sample::independent)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** The same evidence about the baseline in comparison with the candidate. */
    public ScoreEvidence reversed() {
        return new ScoreEvidence(baseline, candidate, unitName, higherIsBetter);
    }
}
