package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Entry;

/**
 * Training steps, with one line each: speed, speed-ups over their baselines, arithmetic, share of the ceiling, memory.
 */
public record LadderTable(List<Cell> cells, ReportData data) {
    private static final String STEP = "train_step";
    private static final Set<Metric> RATIOS =
            Set.of(Metrics.OVER_ORIGINAL, Metrics.OVER_OPTIMISED, Metrics.OVER_BEFORE);

    /** A number of the table and the heading of its column. */
    record Figure(Metric metric, String head) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure(Metrics.SPEED, "audio-s/s"),
            new Figure(Metrics.SPEED_UP, "over the first"),
            new Figure(Metrics.OVER_ORIGINAL, "over the original compute"),
            new Figure(Metrics.OVER_OPTIMISED, "over the optimised baseline"),
            new Figure(Metrics.OVER_BEFORE, "by the one change"),
            new Figure(Metrics.ARITHMETIC, "GFLOP/audio-s"),
            new Figure(Metrics.CEILING_SHARE, "% of the ceiling"),
            new Figure(Metrics.PEAK_MEMORY, "peak memory, GB"));

    /** The training steps of a report; including those that belong to no ladder. */
    public static LadderTable of(ReportData data) {
        List<ResultRow> rows = new ArrayList<>(data.rows(RowKind.THROUGHPUT));
        rows.addAll(data.rows(RowKind.RATIO));
        return new LadderTable(
                data.pooled(rows.stream()
                        .filter(row -> row.ok() && row.task().equals(STEP))
                        .toList()),
                data);
    }

    /** Whether a row belongs to a ladder. */
    static boolean isLadder(ResultRow row) {
        return RATIOS.contains(row.metric());
    }

    /** Whether there is no ladder to show; there may be training steps. */
    boolean isEmpty() {
        return firsts().noneMatch(LadderTable::isLadder);
    }

    private Stream<ResultRow> firsts() {
        return cells.stream().map(cell -> cell.rows().get(0));
    }

    /** The labels of the rows of the ladder, in order. */
    List<String> ladder() {
        return firsts().filter(LadderTable::isLadder)
                .map(ResultRow::upstream)
                .distinct()
                .toList();
    }

    /** The rows behind the table. */
    List<ResultRow> shown() {
        return cells.stream().flatMap(cell -> cell.rows().stream()).toList();
    }

    /** The value measured for a row; that of the last run if several are not comparable. */
    Optional<Cell> cell(String label, Metric metric) {
        return cells.stream()
                .filter(cell -> cell.rows().get(0).upstream().equals(label)
                        && cell.rows().get(0).metric().equals(metric))
                .reduce((first, last) -> last);
    }

    /** The training steps, in file order. */
    List<String> labels() {
        return firsts().map(ResultRow::upstream).distinct().toList();
    }

    /**
     * The columns of a table of training steps: their labels, and those figures that are known for any of them.
     *
     * @param entry the entry of a figure and the cell in which it was measured
     */
    TableModel.Columns<String> table(List<String> rows, List<Figure> figures, BiFunction<Figure, Cell, Entry> entry) {
        TableModel.Columns<String> table = new TableModel.Columns<String>().text("training step", label -> label);
        for (Figure figure : figures) {
            if (rows.stream().anyMatch(label -> cell(label, figure.metric()).isPresent())) {
                table.number(figure.head(), label -> cell(label, figure.metric())
                        .map(cell -> entry.apply(figure, cell))
                        .orElse(Entry.MISSING));
            }
        }
        return table;
    }

    /** Every training step, with the numbers that are available. */
    public TableModel table() {
        return table(labels(), FIGURES, (figure, cell) -> entry(cell))
                .build("ladder", "Training steps; speed-ups with 95 % intervals over rounds", "", labels());
    }

    /** Intervals are shown only for speed-ups, since others would distract from them. */
    private Entry entry(Cell cell) {
        ResultRow row = cell.rows().get(0);
        String range = row.is(RowKind.RATIO) ? cell.range(row.metric().unit()) : "";
        Optional<String> noise = data.noise(cell);
        return Entry.of(cell.text(), cell.value())
                .beside(noise.isEmpty() ? range : (range + " noisy").strip())
                .titled(noise.orElse(""));
    }
}
