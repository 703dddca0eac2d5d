package org.speechbench.reports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.table.TableModel.Entry;

/**
 * All rows behind one cell of the table: one for each seed, or several if runs had the same seed.
 *
 * @param rows the rows; empty if nothing was measured
 */
public record Cell(List<ResultRow> rows) {
    public Cell {
        rows = List.copyOf(rows);
    }

    public static Cell of(ResultRow row) {
        return new Cell(List.of(row));
    }

    /** The interval in brackets, or the standard deviation over several seeds; empty if there is neither. */
    public String range(String unit) {
        if (bySeed().size() > 1) {
            return "\u00b1 " + Numbers.measured(deviation(), unit) + " over " + repeats();
        }
        Interval interval = interval();
        String range = interval == null
                ? ""
                : "[" + Numbers.measured(interval.low(), unit) + ", " + Numbers.measured(interval.high(), unit) + "]";
        return measured().size() > 1 ? (range + " " + measured().size() + " runs of one seed").strip() : range;
    }

    /** The value as text, in its unit. */
    public String text() {
        return Numbers.measured(value(), rows.get(0).metric().unit());
    }

    /** The entry for a row: its value with the interval, or the reason why there is none. */
    static Entry entry(ResultRow row) {
        Cell cell = of(row);
        return row.ok()
                ? Entry.of(cell.text(), cell.value())
                        .beside(cell.range(row.metric().unit()))
                : cell.unmeasured();
    }

    /** The text that is shown in place of a missing value. */
    Entry unmeasured() {
        return failed().isEmpty()
                ? Entry.of(rows.get(0).status().id())
                : Entry.failed(failed().get(0).detail());
    }

    /** The number of failures, in words; empty if there are none. */
    public String failures() {
        return failed().isEmpty() ? "" : failed().size() + " failed";
    }

    public List<ResultRow> measured() {
        return rows.stream().filter(ResultRow::ok).toList();
    }

    public List<ResultRow> failed() {
        return rows.stream().filter(row -> row.failed()).toList();
    }

    public boolean ok() {
        return !measured().isEmpty();
    }

    /** The mean over seeds; NaN if there is no value. */
    public double value() {
        return mean(bySeed());
    }

    /**
     * The interval of a single row, or of runs with the same seed that agree; with several seeds, the range of their
     * values; null if neither is known.
     */
    public @Nullable Interval interval() {
        List<Double> seeds = bySeed();
        if (seeds.size() > 1) {
            return new Interval(Collections.min(seeds), Collections.max(seeds));
        }
        List<Interval> intervals = measured().stream()
                .map(row -> row.measure().interval())
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
        boolean agree = measured().stream().map(ResultRow::value).distinct().count() == 1 && intervals.size() == 1;
        return agree ? intervals.get(0) : null;
    }

    /** The kind of {@link #interval()}, in words. */
    public String intervalMeaning() {
        return bySeed().size() > 1 ? "range over " + repeats() : "95 % interval";
    }

    /** The standard deviation over several seeds; NaN for one. */
    public double deviation() {
        List<Double> seeds = bySeed();
        double mean = mean(seeds);
        return Math.sqrt(
                seeds.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / (seeds.size() - 1));
    }

    private String repeats() {
        int seeds = bySeed().size();
        int runs = measured().size();
        if (measured().get(0).measure().seed() == null) {
            return runs + " runs";
        }
        return seeds + " seeds" + (runs > seeds ? " in " + runs + " runs" : "");
    }

    public List<Double> learningRates() {
        return measured().stream()
                .map(row -> row.cost().learningRate())
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    /** One value for each seed, which is the mean of its runs; without seeds, one value for each row. */
    private List<Double> bySeed() {
        Map<Object, List<Double>> values = new LinkedHashMap<>();
        for (ResultRow row : measured()) {
            Double value = row.value();
            Object seed =
                    row.measure().seed() == null ? new Object() : row.measure().seed();
            if (value != null) {
                values.computeIfAbsent(seed, s -> new ArrayList<>()).add(value);
            }
        }
        return values.values().stream().map(Cell::mean).toList();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }
}
