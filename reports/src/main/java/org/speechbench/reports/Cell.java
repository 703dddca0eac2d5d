package org.speechbench.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.Score.Interval;
import org.speechbench.core.result.Subject;
import org.speechbench.core.statistics.Moments;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.table.TableModel.Entry;

/**
 * All rows behind one cell of the table: one for each pre-training seed and head seed, or several if runs had the same
 * seeds.
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

    /** The interval in brackets, or the standard deviation over several values; empty if there is neither. */
    public String range(String unit) {
        if (deviation().isPresent()) {
            return "\u00b1 " + Numbers.measured(deviation().get(), unit) + " SD of " + repeats();
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

    /** The mean over trainings of their means over head seeds; NaN if there is no value. */
    public double value() {
        return mean(repeated());
    }

    /** The interval of a single row, or of runs with the same seeds that agree; null if there is none. */
    public @Nullable Interval interval() {
        List<Interval> intervals = measured().stream()
                .map(row -> row.measure().interval())
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
        boolean agree = measured().stream().map(ResultRow::value).distinct().count() == 1 && intervals.size() == 1;
        return agree ? intervals.get(0) : null;
    }

    /**
     * The standard deviation of what {@link #repeats} names: of trainings, or of head seeds if there is only one
     * training; empty if there is only one value.
     */
    public Optional<Double> deviation() {
        List<Double> values = repeated();
        if (values.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(Moments.deviation(
                values.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** What was repeated, for example {@code 3 pre-training seeds}; empty if there is only one value. */
    public String repeats() {
        int values = repeated().size();
        if (values < 2) {
            return "";
        }
        if (measured().get(0).measure().seed() == null) {
            return values + " runs";
        }
        int runs = measured().size();
        boolean trainings = byTraining().size() > 1;
        String seeds = values + (trainings ? " pre-training seeds" : " head seeds");
        return seeds + (!trainings && runs > values ? " in " + runs + " runs" : "");
    }

    public List<Double> learningRates() {
        return measured().stream()
                .map(row -> row.cost().learningRate())
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    /** The value of each training or, if there is only one, of each head seed. */
    private List<Double> repeated() {
        List<List<Double>> trainings = byTraining();
        return trainings.size() == 1
                ? trainings.get(0)
                : trainings.stream().map(Cell::mean).toList();
    }

    /** The values of each training by head seed. Rows without a seed, such as timings, each count on their own. */
    private List<List<Double>> byTraining() {
        Map<Object, Map<Object, List<Double>>> values = new LinkedHashMap<>();
        for (ResultRow row : measured()) {
            Long seed = row.measure().seed();
            Object training = seed == null ? "" : training(row.subject());
            values.computeIfAbsent(training, key -> new LinkedHashMap<>())
                    .computeIfAbsent(seed == null ? new Object() : seed, key -> new ArrayList<>())
                    .add(Objects.requireNonNull(row.value()));
        }
        return values.values().stream()
                .map(seeds -> seeds.values().stream().map(Cell::mean).toList())
                .toList();
    }

    /** The seed of the pre-training; in rows of earlier versions, random weights are told apart by their digest. */
    private static Object training(Subject subject) {
        Long seed = subject.training().seed();
        return seed == null ? subject.digest() : seed;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }
}
