package org.speechbench.core.result;

import org.jspecify.annotations.Nullable;

/**
 * What the rows of one measurement share; it makes them.
 *
 * @param seed null for timings
 */
public record RowTemplate(
        RowKind kind, Subject subject, Protocol protocol, Conditions conditions, @Nullable Long seed) {
    /** The same for rows of another kind. */
    public RowTemplate of(RowKind other) {
        return new RowTemplate(other, subject, protocol, conditions, seed);
    }

    /** The same under another protocol. */
    public RowTemplate under(Protocol other) {
        return new RowTemplate(kind, subject, other, conditions, seed);
    }

    /** What was measured. */
    public ResultRow ok(Measure measure, Cost cost, String note) {
        return new ResultRow(kind, subject, protocol, conditions, measure, cost, Status.OK, note);
    }

    /** A score. */
    public ResultRow ok(Score score, Cost cost, String note) {
        return ok(Measure.of(score, seed), cost, note);
    }

    /** A single number. */
    public ResultRow ok(Metric metric, double value, Cost cost, String note) {
        return ok(Measure.of(metric, value, seed), cost, note);
    }

    /** What failed, and why. */
    public ResultRow failed(Metric metric, Cost cost, String reason) {
        return new ResultRow(
                kind, subject, protocol, conditions, Measure.none(metric, seed), cost, Status.FAILED, reason);
    }
}
