package org.speechbench.reports.significance;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Score;
import org.speechbench.reports.judge.Finding;
import org.speechbench.reports.judge.Verdict;

/**
 * The judge's finding about a pair.
 *
 * @param measured null if the two do not have equal terms
 * @param finding the finding about the pair's upstream
 */
public record Comparison(Pair pair, @Nullable Measured measured, Finding finding) {
    /** The verdict on the pair's upstream. */
    public Verdict verdict() {
        return finding.verdict();
    }

    /** The reason why nothing was tested; otherwise empty. */
    public String reason() {
        return finding.reason();
    }

    /** The same comparison from the point of view of the pair's other upstream. */
    public Comparison reversed() {
        return new Comparison(
                new Pair(pair.column(), pair.upstream(), pair.baseline()),
                measured == null ? null : measured.reversed(),
                finding.reversed());
    }

    /** The simultaneous interval of upstream minus baseline, whichever direction is better; null if nothing was tested. */
    public Score.@Nullable Interval interval() {
        Score.Interval gained = finding.interval();
        return gained == null || pair.column().metric().higherIsBetter()
                ? gained
                : new Score.Interval(-gained.high(), -gained.low());
    }

    /** The same comparison with another wording of its reason. */
    public Comparison reworded(UnaryOperator<String> wording) {
        return new Comparison(pair, measured, finding.because(wording.apply(finding.reason())));
    }

    /** The finding in words, for example {@code against hubert: -12.40 [-16.09, -8.71], better, p 0.0014, 12 speakers}. */
    public String words() {
        String against = "against " + pair.baseline() + ": ";
        Score.Interval range = interval();
        Double p = finding.p();
        if (measured == null) {
            return against + reason();
        }
        String gained = String.format(Locale.ROOT, "%+.2f", measured.difference());
        if (range == null || p == null) {
            return against + gained + ", " + verdict().words() + ": " + reason();
        }
        return against
                + String.format(
                        Locale.ROOT,
                        "%s [%+.2f, %+.2f], %s, p %.2g, %s; about %s",
                        gained,
                        range.low(),
                        range.high(),
                        verdict().words(),
                        p,
                        finding.question().units().words(),
                        finding.question().scope().words());
    }
}
