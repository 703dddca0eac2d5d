package org.speechbench.reports.compare;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.Score;
import org.speechbench.reports.judge.Finding;
import org.speechbench.reports.judge.Judge;
import org.speechbench.reports.judge.Question;
import org.speechbench.reports.judge.Verdict;

/**
 * One figure on both sides of a comparison, and what the judge found.
 *
 * @param baseline the figure in each session of the baseline; empty if only the current side has it
 * @param current the same for the current side; empty if it is missing or was measured otherwise
 * @param finding about natural logarithms of timings, or about points of a score
 */
public record Delta(
        RowIdentity row, List<MetricSeries> baseline, List<MetricSeries> current, Presence presence, Finding finding) {
    /** Whether both sides have the figure. */
    public enum Presence {
        BOTH,
        /** The baseline has the figure, but it is absent or failed in a current session, so that it cannot be guarded. */
        MISSING,
        /** Only the current side has the figure. */
        NEW
    }

    public Delta {
        baseline = List.copyOf(baseline);
        current = List.copyOf(current);
    }

    /** What stands of a claim if another measurement has to show it as well; empty if there is none. */
    public Delta confirmedBy(Optional<Delta> other) {
        if (other.isEmpty()) {
            Question open = Question.unanswerable(verdict() + " than the baseline, but not measured side by side");
            return new Delta(row, baseline, current, presence, Judge.ofFamily(1).answer(open));
        }
        Delta found = other.get();
        Finding stands = finding.confirmedBy(found.finding);
        return stands.equals(finding)
                ? this
                : new Delta(found.row, found.baseline, found.current, found.presence, stands);
    }

    /** The row of either side, as an example. */
    public ResultRow example() {
        return (current.isEmpty() ? baseline : current).get(0).row();
    }

    public boolean isScore() {
        return (current.isEmpty() ? baseline : current).get(0).isScore();
    }

    /** The judge's verdict, or that the figure is missing or new. */
    public String verdict() {
        return switch (presence) {
            case BOTH -> finding.verdict().words();
            case MISSING -> "missing";
            case NEW -> "new";
        };
    }

    /** The verdict as a guard says it: what the judge leaves undecided may still rule out a loss beyond the threshold. */
    public String label() {
        return is(Verdict.UNDECIDED) && finding.excludesLoss() ? "no loss" : verdict();
    }

    public boolean is(Verdict verdict) {
        return presence == Presence.BOTH && finding.verdict() == verdict;
    }

    /** Whether it makes the comparison fail. */
    public boolean fails() {
        return presence == Presence.MISSING || is(Verdict.WORSE);
    }

    /** Whether a loss beyond the threshold is neither shown nor ruled out. */
    public boolean isOpen() {
        return presence == Presence.BOTH && !is(Verdict.WORSE) && !finding.excludesLoss();
    }

    /** The reason why nothing was tested, or what has to be said of the finding; otherwise empty. */
    public String reason() {
        return finding.reason();
    }

    /** The value of the baseline, the geometric mean over its sessions for a timing; null if there is none. */
    public @Nullable Double baselineValue() {
        return value(baseline);
    }

    /** The same for the current side. */
    public @Nullable Double currentValue() {
        return value(current);
    }

    private @Nullable Double value(List<MetricSeries> sessions) {
        if (sessions.isEmpty() || isScore()) {
            return sessions.isEmpty() ? null : sessions.get(0).row().value();
        }
        return Math.exp(sessions.stream()
                .map(session -> session.row().value())
                .mapToDouble(value -> value == null ? Double.NaN : Math.log(value))
                .average()
                .orElse(Double.NaN));
    }

    /** The estimate: for a timing, the ratio of current to baseline; for a score, the gain in its unit; null if none. */
    public @Nullable Double estimate() {
        return finding.estimate() == null
                ? null
                : (Double) shown(finding.estimate().value());
    }

    /** The interval of the estimate, simultaneous for all figures; null if nothing was tested. */
    public Score.@Nullable Interval interval() {
        Score.Interval interval = finding.interval();
        return interval == null ? null : new Score.Interval(shown(interval.low()), shown(interval.high()));
    }

    private double shown(double value) {
        return isScore() ? value : Math.exp(value);
    }

    /** The loss that would have been found with a chance of 80 %: a share of a timing, or points of a score. */
    public @Nullable Double detectable() {
        Double detectable = finding.detectable();
        return detectable == null ? null : (Double) loss(-detectable);
    }

    /** The greatest loss that is compatible with the interval; NaN if nothing was tested. */
    double couldHide() {
        Score.Interval interval = finding.interval();
        return interval == null ? Double.NaN : loss(interval.low());
    }

    private double loss(double gained) {
        return isScore() ? -gained : -Math.expm1(gained);
    }
}
