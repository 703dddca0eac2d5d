package org.speechbench.reports.judge;

import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Score;
import org.speechbench.core.statistics.Estimate;

/**
 * What the judge found about one question.
 *
 * @param interval the simultaneous interval: all intervals of the family hold together with the judge's confidence; null
 *     if nothing was tested
 * @param p the p-value of no difference, corrected for the family; null if nothing was tested
 * @param detectable the true difference that this evidence would have shown with a chance of 80 %; null if nothing was
 *     tested
 * @param reason the reason why nothing was tested, or that two measurements disagree; otherwise empty
 */
public record Finding(
        Question question,
        Score.@Nullable Interval interval,
        @Nullable Double p,
        @Nullable Double detectable,
        Verdict verdict,
        String reason) {
    /** Whether a loss beyond the margin is ruled out, whatever the verdict is. */
    public boolean excludesLoss() {
        return interval != null && interval.low() >= -margin();
    }

    /**
     * What holds if this finding and another measurement of the same difference both have to show it: this finding if
     * the other has the same verdict; otherwise the other, whose claim does not stand either.
     */
    public Finding confirmedBy(Finding other) {
        if (verdict == other.verdict) {
            return this;
        }
        String both = "one measurement says " + verdict.words() + ", the other " + other.verdict.words();
        boolean claims = other.verdict == Verdict.BETTER || other.verdict == Verdict.WORSE;
        Verdict stands = claims ? Verdict.UNDECIDED : other.verdict;
        return new Finding(
                other.question,
                stands == Verdict.UNDECIDED ? both(interval, other.interval) : other.interval,
                other.p,
                other.detectable,
                stands,
                other.reason.isEmpty() ? both : both + ": " + other.reason);
    }

    /** What either of two intervals leaves possible; null if either is missing. */
    private static Score.@Nullable Interval both(Score.@Nullable Interval one, Score.@Nullable Interval other) {
        return one == null || other == null
                ? null
                : new Score.Interval(Math.min(one.low(), other.low()), Math.max(one.high(), other.high()));
    }

    static Finding notTestable(Question question, String reason) {
        return new Finding(question, null, null, null, Verdict.NOT_TESTABLE, reason);
    }

    /** The difference, positive if the candidate is better; null if there is nothing to compare. */
    public @Nullable Estimate estimate() {
        return question.estimate();
    }

    /** The difference that does not matter, at least 0. */
    public double margin() {
        return question.margin();
    }

    /** The same finding about the baseline in comparison with the candidate. */
    public Finding reversed() {
        return new Finding(
                question.reversed(),
                interval == null ? null : new Score.Interval(-interval.high(), -interval.low()),
                p,
                detectable,
                verdict.reversed(),
                reason);
    }

    /** The same finding with another wording of its reason. */
    public Finding because(String words) {
        return new Finding(question, interval, p, detectable, verdict, words);
    }
}
