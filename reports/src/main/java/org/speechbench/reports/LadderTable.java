package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Table;

/** Training steps of a ladder, a line each: speed, speed-ups over its baselines, arithmetic, share of the ceiling. */
public record LadderTable(List<Cell> cells, ReportData data) {
    private static final String STEP = "train_step";
    private static final String RATIO = "speedup_over_";
    static final String OVER_ORIGINAL = RATIO + "original";
    static final String OVER_BEFORE = RATIO + "before";

    /** A number of the table: the metric's id and what stands above it. */
    public record Column(String metric, String head) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("audio_seconds_per_second", "audio-s/s"),
            new Column(OVER_ORIGINAL, "over the original compute"),
            new Column(RATIO + "optimised", "over the optimised baseline"),
            new Column(OVER_BEFORE, "by the one change"),
            new Column("gigaflops_per_audio_second", "GFLOP/audio-s"),
            new Column("ceiling_share", "% of the ceiling"),
            new Column("peak_memory", "peak memory, GB"));

    /** The training steps of a report; those of no ladder as well. */
    public static LadderTable of(ReportData data) {
        List<ResultRow> rows = new ArrayList<>(data.rows("throughput"));
        rows.addAll(data.rows("ratio"));
        return new LadderTable(
                data.pooled(rows.stream()
                        .filter(row -> row.ok() && row.task().equals(STEP))
                        .toList()),
                data);
    }

    /** Whether a row is one of a ladder. */
    static boolean isLadder(ResultRow row) {
        return row.metric().id().startsWith(RATIO);
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
    public Optional<Cell> cell(String label, String metric) {
        return cells.stream()
                .filter(cell -> cell.rows().get(0).upstream().equals(label)
                        && cell.rows().get(0).metric().id().equals(metric))
                .reduce((first, last) -> last);
    }

    /** Those that there are numbers of. */
    public List<Column> columns() {
        return COLUMNS.stream()
                .filter(c -> rows().anyMatch(r -> r.metric().id().equals(c.metric())))
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
