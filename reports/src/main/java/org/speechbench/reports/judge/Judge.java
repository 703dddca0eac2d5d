package org.speechbench.reports.judge;

import java.util.List;
import java.util.Locale;
import org.speechbench.core.result.Score;

/**
 * Answers a family of questions so that the chance of any false verdict among all of them is at most {@link #LEVEL}.
 * Every question is answered at an equal share of that level (Bonferroni), p-value and interval alike, so that the
 * two cannot contradict each other and no answer depends on another.
 */
public final class Judge {
    /** The chance of any false verdict in a family. */
    public static final double LEVEL = 0.05;

    /** The chance with which a detectable difference is found. */
    public static final double POWER = 0.8;

    private final int family;

    private Judge(int family) {
        this.family = family;
    }

    /**
     * A judge of a family that was planned, or of which only a part is asked for.
     *
     * @param family the number of questions of the whole family
     */
    public static Judge ofFamily(int family) {
        return new Judge(Math.max(1, family));
    }

    /** The answers to all questions of a family, of which those that can be tested count. */
    public static List<Finding> answers(List<Question> questions) {
        int testable = (int) questions.stream().filter(Judge::isTestable).count();
        Judge judge = ofFamily(testable);
        return questions.stream().map(judge::answer).toList();
    }

    private static boolean isTestable(Question question) {
        return question.estimate() != null && question.estimate().isTestable();
    }

    /** The answer to one question of the family. */
    public Finding answer(Question question) {
        Estimate estimate = question.estimate();
        if (estimate == null) {
            return Finding.notTestable(question, question.reason());
        }
        if (!estimate.isTestable()) {
            return Finding.notTestable(question, tooFew(estimate));
        }
        double alpha = LEVEL / family;
        Score.Interval interval = estimate.interval(alpha);
        double p = Math.min(1, family * estimate.p());
        return new Finding(
                estimate,
                interval,
                p,
                question.margin(),
                question.margin() + estimate.detectable(alpha, POWER),
                verdict(interval, p, question.margin()),
                "");
    }

    private static String tooFew(Estimate estimate) {
        Units units = estimate.units();
        return units.areEnough()
                ? "too few degrees of freedom"
                : String.format(
                        Locale.ROOT,
                        "%d %s count as %.1f of equal size; at least %.0f are needed",
                        units.nominal(),
                        units.name(),
                        units.effective(),
                        Units.FEWEST);
    }

    /** @param p also guards estimates without any error, whose interval is a point */
    private static Verdict verdict(Score.Interval interval, double p, double margin) {
        if (interval.low() > margin && p <= LEVEL) {
            return Verdict.BETTER;
        }
        if (interval.high() < -margin && p <= LEVEL) {
            return Verdict.WORSE;
        }
        return margin > 0 && interval.low() >= -margin && interval.high() <= margin ? Verdict.EQUAL : Verdict.UNDECIDED;
    }
}
