package org.speechbench.reports.judge;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

    private final int asked;
    private final int family;
    private final int sides;

    /** @param asked the number of comparisons that a reader would count as the family, for messages */
    private Judge(int asked, int family, int sides) {
        this.asked = asked;
        this.family = family;
        this.sides = sides;
    }

    /**
     * A judge of a family that was planned, or of which only a part is asked for.
     *
     * @param family the number of questions of the whole family
     */
    public static Judge ofFamily(int family) {
        return ofFamily(family, 2);
    }

    private static Judge ofFamily(int family, int sides) {
        int atLeastOne = Math.max(1, family);
        return new Judge(atLeastOne, atLeastOne, sides);
    }

    /** The answers to all questions of a family. */
    public static List<Finding> answers(List<Question> questions) {
        return smallest(questions, 2).all(questions);
    }

    /**
     * The answers to all questions of a guard, which asks of losses and of gains separately: the chance of any false {@link
     * Verdict#WORSE} is at most {@link #LEVEL}, and so is that of any false {@link Verdict#BETTER}.
     */
    public static List<Finding> guards(List<Question> questions) {
        return smallest(questions, 1).all(questions);
    }

    /**
     * The judge of the smallest family that has room for all questions which it can answer. The larger a family is, the
     * more units a question needs, so that a large one may have fewer answers than a small one.
     */
    private static Judge smallest(List<Question> questions, int sides) {
        List<Estimate> estimates = questions.stream()
                .map(Question::estimate)
                .filter(Objects::nonNull)
                .toList();
        int asked = (int) ofFamily(1, sides).testable(estimates);
        int family = 1;
        while (ofFamily(family, sides).testable(estimates) > family) {
            family++;
        }
        return new Judge(asked, family, sides);
    }

    private long testable(List<Estimate> estimates) {
        return estimates.stream().filter(e -> e.isTestable(alpha())).count();
    }

    /** The same judge for a guard, see {@link #guards}. */
    public Judge oneSided() {
        return new Judge(asked, family, 1);
    }

    /** The share of cases in which an interval of this judge may miss the true value. */
    public double alpha() {
        return LEVEL * 2 / sides / family;
    }

    /** The answers to all questions of a family. */
    public List<Finding> all(List<Question> questions) {
        return questions.stream().map(this::answer).toList();
    }

    /** The answer to one question of the family. */
    public Finding answer(Question question) {
        Estimate estimate = question.estimate();
        if (estimate == null) {
            return Finding.notTestable(question, question.reason());
        }
        if (!estimate.isTestable(alpha())) {
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

    private String tooFew(Estimate estimate) {
        Units units = estimate.units();
        if (!units.areEnough(1)) {
            return counted(units) + "; at least " + Units.FEWEST + " are needed";
        }
        if (!units.areEnough(alpha())) {
            return String.format(
                    Locale.ROOT,
                    "%s; %d comparisons need at least %d%s",
                    counted(units),
                    asked,
                    units.fewest(alpha()),
                    sides == 2 ? ": plan fewer of them (claims)" : "");
        }
        return "no error can be computed: without any one of " + units.words()
                + " the difference is the same or unknown";
    }

    private static String counted(Units units) {
        return units.areEqual()
                ? units.words()
                : String.format(Locale.ROOT, "%s count as %.1f of equal size", units.words(), units.effective());
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
