package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Table;

/** Training steps of a ladder, a line each: speed, speed-ups over its baselines, arithmetic, share of the ceiling. */
public record LadderTable(List<Cell> cells, ReportData data) {
    private static final String STEP = "train_step";
    private static final Set<Metric> RATIOS =
            Set.of(Metrics.OVER_ORIGINAL, Metrics.OVER_OPTIMISED, Metrics.OVER_BEFORE);

    /** A number of the table, and what stands above it. */
    public record Column(Metric metric, String head) {}

    private static final List<Column> COLUMNS = List.of(
            new Column(Metrics.SPEED, "audio-s/s"),
            new Column(Metrics.OVER_ORIGINAL, "over the original compute"),
            new Column(Metrics.OVER_OPTIMISED, "over the optimised baseline"),
            new Column(Metrics.OVER_BEFORE, "by the one change"),
            new Column(Metrics.ARITHMETIC, "GFLOP/audio-s"),
            new Column(Metrics.CEILING_SHARE, "% of the ceiling"),
            new Column(Metrics.PEAK_MEMORY, "peak memory, GB"));

    /** The training steps of a report; those of no ladder as well. */
    public static LadderTable of(ReportData data) {
        List<ResultRow> rows = new ArrayList<>(data.rows(RowKind.THROUGHPUT));
        rows.addAll(data.rows(RowKind.RATIO));
        return new LadderTable(
                data.pooled(rows.stream()
                        .filter(row -> row.ok() && row.task().equals(STEP))
                        .toList()),
                data);
    }

    /** Whether a row is one of a ladder. */
    static boolean isLadder(ResultRow row) {
        return RATIOS.contains(row.metric());
    }

    /** Whether there is no ladder to show. */
    public boolean isEmpty() {
        return rows().noneMatch(LadderTable::isLadder);
    }

    private Stream<ResultRow> rows() {
        return cells.stream().map(cell -> cell.rows().get(0));
    }

    /** Labels of the rows of the ladder, in order. */
    List<String> ladder() {
        return rows().filter(LadderTable::isLadder)
                .map(ResultRow::upstream)
                .distinct()
                .toList();
    }

    /** What was measured of a row; the last run's where several do not compare. */
    public Optional<Cell> cell(String label, Metric metric) {
        return cells.stream()
                .filter(cell -> cell.rows().get(0).upstream().equals(label)
                        && cell.rows().get(0).metric().equals(metric))
                .reduce((first, last) -> last);
    }

    /** Those that there are numbers of. */
    public List<Column> columns() {
        return COLUMNS.stream()
                .filter(c -> rows().anyMatch(r -> r.metric().equals(c.metric())))
                .toList();
    }

    /** The training steps, in file order. */
    public List<String> labels() {
        return rows().map(ResultRow::upstream).distinct().toList();
    }

    /**
     * What is shown beside a number: its interval, of speed-ups alone, since others would drown them; and whether it is no
     * headline for noise.
     */
    public String range(Cell cell) {
        ResultRow row = cell.rows().get(0);
        String range = isLadder(row) ? cell.range(row.metric().unit()) : "";
        return data.noise(cell).isEmpty() ? range : (range + " noisy").strip();
    }

    Element build() {
        List<Column> shown = columns();
        Table table =
                new Table("Training steps; speed-ups with 95 % intervals over rounds").textColumn("training step");
        shown.forEach(c -> table.numberColumn(c.head()));
        for (String label : labels()) {
            List<Element> cells = new ArrayList<>(List.of(Table.head(label)));
            shown.forEach(c -> cells.add(cell(label, c)));
            table.row(cells);
        }
        return table.build();
    }

    private Element cell(String label, Column column) {
        Optional<Cell> found = cell(label, column.metric());
        if (found.isEmpty()) {
            return Table.missing();
        }
        Cell cell = found.get();
        String unit = cell.rows().get(0).metric().unit();
        Element number = Table.number(Numbers.measured(cell.value(), unit), cell.value());
        String range = range(cell);
        data.noise(cell).ifPresent(reason -> number.with("title", reason));
        return range.isEmpty() ? number : number.add(Element.of("span", range).css("sub"));
    }
}
