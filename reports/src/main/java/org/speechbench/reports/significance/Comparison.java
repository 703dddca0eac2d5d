package org.speechbench.reports.significance;

import org.jspecify.annotations.Nullable;
import org.speechbench.tasks.metric.PairedBootstrap;
import org.speechbench.tasks.metric.PairedDifference;

/**
 * The outcome for a pair.
 *
 * @param measured null if it is not comparable
 * @param correctedP p after Holm's correction; null if nothing is claimed
 * @param verdict the verdict on the pair's upstream
 * @param reason the reason why nothing was tested; otherwise empty
 */
public record Comparison(
        Pair pair, @Nullable MeasuredDifference measured, @Nullable Double correctedP, Verdict verdict, String reason) {
    /** Up to this corrected p a difference is called better or worse. */
    public static final double LEVEL = 0.05;

    static Comparison notComparable(Pair pair, String reason) {
        return new Comparison(pair, null, null, Verdict.NOT_COMPARABLE, reason);
    }

    static Comparison tooFewSpeakers(Pair pair, MeasuredDifference measured) {
        return new Comparison(
                pair,
                measured,
                null,
                Verdict.TOO_FEW_SPEAKERS,
                measured.difference().speakers() + " speakers; at least " + PairedBootstrap.FEWEST_SPEAKERS
                        + " are needed");
    }

    /** The same comparison from the point of view of the pair's other upstream. */
    Comparison reversed() {
        Verdict other =
                switch (verdict) {
                    case BETTER -> Verdict.WORSE;
                    case WORSE -> Verdict.BETTER;
                    default -> verdict;
                };
        return new Comparison(
                new Pair(pair.column(), pair.upstream(), pair.baseline()),
                measured == null ? null : measured.reversed(),
                correctedP,
                other,
                reason);
    }

    static Comparison tested(Pair pair, MeasuredDifference measured, double correctedP) {
        PairedDifference difference = measured.difference();
        Verdict direction =
                pair.column().metric().better(difference.first(), difference.second()) ? Verdict.BETTER : Verdict.WORSE;
        return new Comparison(pair, measured, correctedP, correctedP <= LEVEL ? direction : Verdict.UNDECIDED, "");
    }
}
