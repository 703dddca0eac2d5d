package org.speechbench.reports.judge;

import java.util.List;
import java.util.Locale;
import org.speechbench.core.result.Score;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.core.statistics.Units;

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
    private final int sides;

    private Judge(int family, int sides) {
        this.family = family;
        this.sides = sides;
    }

    /**
     * A judge of a family that was planned, or of which only a part is asked for.
     *
     * @param family the number of questions of the whole family
     */
    public static Judge ofFamily(int family) {
        return new Judge(Math.max(1, family), 2);
    }

    /** A judge of a family of which the questions that can be tested count. */
    public static Judge of(List<Question> questions) {
        return ofFamily((int) questions.stream().filter(Judge::isTestable).count());
    }

    /** The answers to all questions of a family. */
    public static List<Finding> answers(List<Question> questions) {
        return of(questions).all(questions);
    }

    /**
     * The same judge for a guard, which asks of losses and of gains separately: the chance of any false {@link
     * Verdict#WORSE} is at most {@link #LEVEL}, and so is that of any false {@link Verdict#BETTER}.
     */
    public Judge oneSided() {
        return new Judge(family, 1);
    }

    /** The share of cases in which an interval of this judge may miss the true value. */
    public double alpha() {
        return LEVEL * 2 / sides / family;
    }

    /** The answers to all questions of a family. */
    public List<Finding> all(List<Question> questions) {
        return questions.stream().map(this::answer).toList();
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
        Score.Interval interval = estimate.interval(alpha());
        double p = Math.min(1, estimate.p() * family * sides / 2);
        return new Finding(
                question,
                interval,
                p,
                question.margin() + estimate.detectable(alpha(), POWER),
                verdict(interval, p, question.margin()),
                "");
    }

    private static String tooFew(Estimate estimate) {
        Units units = estimate.units();
        if (units.areEnough()) {
            return "too few degrees of freedom";
        }
        return units.areEqual()
                ? String.format(Locale.ROOT, "%s; at least %.0f are needed", units.words(), Units.FEWEST)
                : String.format(
                        Locale.ROOT,
                        "%s count as %.1f of equal size; at least %.0f are needed",
                        units.words(),
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
