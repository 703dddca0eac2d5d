package org.speechbench.core.result;

import org.jspecify.annotations.Nullable;

/**
 * What the rows of one measurement share; it creates these rows.
 *
 * @param seed the seed; null for timings
 */
public record RowTemplate(
        RowKind kind, Subject subject, Protocol protocol, Conditions conditions, @Nullable Long seed) {
    /** The same template for rows of another kind. */
    public RowTemplate of(RowKind other) {
        return new RowTemplate(other, subject, protocol, conditions, seed);
    }

    /** A row with the result of a measurement. */
    public ResultRow ok(Measure measure, Cost cost, String note) {
        return new ResultRow(kind, subject, protocol, conditions, measure, cost, Status.OK, note);
    }

    public ResultRow ok(Score score, Cost cost, String note) {
        return ok(Measure.of(score, seed), cost, note);
    }

    public ResultRow ok(Metric metric, double value, Cost cost, String note) {
        return ok(Measure.of(metric, value, seed), cost, note);
    }

    /** A row for a measurement that failed, with the reason. */
    public ResultRow failed(Metric metric, Cost cost, String reason) {
        return new ResultRow(
                kind, subject, protocol, conditions, Measure.none(metric, seed), cost, Status.FAILED, reason);
    }
}
