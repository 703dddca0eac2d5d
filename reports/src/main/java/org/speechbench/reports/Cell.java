package org.speechbench.reports;

import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.reports.html.Numbers;

/**
 * All rows behind one place of the table: one for each seed.
 *
 * @param rows empty if nothing was measured
 */
public record Cell(List<ResultRow> rows) {
    public Cell {
        rows = List.copyOf(rows);
    }

    public static Cell of(ResultRow row) {
        return new Cell(List.of(row));
    }

    /** The interval in brackets, the deviation over several runs; empty if there is neither. */
    public String range(String unit) {
        if (measured().size() > 1) {
            return "\u00b1 " + Numbers.measured(deviation(), unit) + " over "
                    + measured().size() + " runs";
        }
        Interval interval = interval();
        return interval == null
                ? ""
                : "[" + Numbers.measured(interval.low(), unit) + ", " + Numbers.measured(interval.high(), unit) + "]";
    }

    public List<ResultRow> measured() {
        return rows.stream().filter(ResultRow::ok).toList();
    }

    public List<ResultRow> failed() {
        return rows.stream().filter(row -> row.status().equals("failed")).toList();
    }

    public boolean ok() {
        return !measured().isEmpty();
    }

    /** Mean over seeds, NaN if there is none. */
    public double value() {
        return values().average().orElse(Double.NaN);
    }

    /** The interval of a single row; with several seeds the range of their values; null where neither is known. */
    public @Nullable Interval interval() {
        List<ResultRow> measured = measured();
        if (measured.size() == 1) {
            return measured.get(0).interval();
        }
        return measured.isEmpty()
                ? null
                : new Interval(values().min().orElseThrow(), values().max().orElseThrow());
    }

    /** What {@link #interval()} is, in words. */
    public String intervalMeaning() {
        int seeds = measured().size();
        return seeds > 1 ? "range over " + seeds + " runs" : "95 % interval";
    }

    /** Standard deviation over several runs; NaN for one. */
    public double deviation() {
        double mean = value();
        int n = measured().size();
        return Math.sqrt(values().map(v -> (v - mean) * (v - mean)).sum() / (n - 1));
    }

    public List<Double> learningRates() {
        return measured().stream()
                .map(ResultRow::learningRate)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    private DoubleStream values() {
        return measured().stream()
                .map(ResultRow::value)
                .filter(Objects::nonNull)
                .mapToDouble(v -> v);
    }
}
