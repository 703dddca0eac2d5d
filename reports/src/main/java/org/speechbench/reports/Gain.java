package org.speechbench.reports;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.judge.Verdict;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;

/**
 * How much better one upstream is than another on a task, and what the judge found about it.
 *
 * @param over the other upstream
 * @param value the difference in the unit of the metric, positive if the upstream is better, whichever direction that is
 * @param comparison null if the two were not compared
 */
record Gain(TaskColumn column, UpstreamKey over, double value, @Nullable Comparison comparison) {
    /** The gain of an upstream over another; empty if one of them has no score. */
    static Optional<Gain> of(Leaderboard board, TaskColumn column, UpstreamKey upstream, UpstreamKey over) {
        Cell own = board.cell(upstream, column);
        Cell other = board.cell(over, column);
        if (!own.ok() || !other.ok()) {
            return Optional.empty();
        }
        double raised = own.value() - other.value();
        Comparison compared = board.comparison(column, upstream, over).orElse(null);
        Estimate estimate = compared == null ? null : compared.finding().estimate();
        double value = estimate != null ? estimate.value() : column.metric().higherIsBetter() ? raised : -raised;
        return Optional.of(new Gain(column, over, value, compared));
    }

    /** The judge's simultaneous interval; empty if nothing was tested. */
    Optional<Interval> interval() {
        return Optional.ofNullable(comparison)
                .map(compared -> compared.finding().interval());
    }

    Verdict verdict() {
        return comparison == null ? Verdict.NOT_TESTABLE : comparison.verdict();
    }

    boolean shown() {
        return verdict() == Verdict.BETTER;
    }

    /** What the judge found, in words; of what was not tested, why. */
    String words() {
        return words(verdict()) + (reason().isEmpty() ? "" : ": " + reason());
    }

    /** A verdict on a gain, in words. */
    static String words(Verdict verdict) {
        return switch (verdict) {
            case BETTER -> "shown";
            case WORSE -> "shown to be worse";
            case NOT_TESTABLE -> "not tested";
            default -> verdict.words();
        };
    }

    /** The reason why nothing was tested; empty if something was, or if it is not known. */
    String reason() {
        return comparison == null ? "" : comparison.reason();
    }

    /** The gain without its unit. */
    String number() {
        return signed(value);
    }

    /** The interval in brackets; empty if nothing was tested. */
    String range() {
        return interval()
                .map(range -> "[" + signed(range.low()) + ", " + signed(range.high()) + "]")
                .orElse("");
    }

    /** Percentages differ by points. */
    String unit() {
        String unit = column.metric().unit();
        return unit.equals("%") ? "points" : unit.isEmpty() ? column.metric().label() : unit;
    }

    private String signed(double number) {
        return Numbers.signed(number, column.metric().unit());
    }
}
