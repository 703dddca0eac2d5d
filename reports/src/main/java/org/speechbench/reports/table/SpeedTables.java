package org.speechbench.reports.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.Cell;
import org.speechbench.reports.LadderTable;
import org.speechbench.reports.ReportData;
import org.speechbench.reports.SpeedSection;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.table.TextTable.Column;
import org.speechbench.reports.table.TextTable.Entry;

/** How fast upstreams train and encode. What stands in the table of training steps is not said again. */
record SpeedTables(ReportData data) {
    List<TextTable> list() {
        LadderTable ladder = LadderTable.of(data);
        return ladder.isEmpty() ? List.of(rows(List.of())) : List.of(ladder(ladder), rows(ladder.rows()));
    }

    private static TextTable ladder(LadderTable ladder) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("training step")));
        ladder.columns().forEach(column -> columns.add(Column.number(column.head())));
        List<List<Entry>> rows = new ArrayList<>();
        for (String label : ladder.labels()) {
            List<Entry> row = new ArrayList<>(List.of(Entry.of(label)));
            ladder.columns().forEach(column -> row.add(entry(ladder.row(label, column))));
            rows.add(row);
        }
        return new TextTable("ladder", "Training steps; speed-ups with 95 % intervals over rounds", columns, rows);
    }

    private static Entry entry(Optional<ResultRow> found) {
        return found.map(row -> new Entry(
                        Numbers.measured(Cell.of(row).value(), row.metric().unit()), LadderTable.range(row), false))
                .orElse(Entry.of(Numbers.MISSING));
    }

    private TextTable rows(List<ResultRow> shown) {
        List<List<String>> rows = new ArrayList<>();
        for (String kind : List.of("throughput", "ratio", "ceiling", "module")) {
            data.rows(kind).stream()
                    .filter(row -> !shown.contains(row))
                    .map(SpeedTables::line)
                    .forEach(rows::add);
        }
        return new TextTable(
                "speed",
                "Speeds, ratios and ceilings",
                List.of(
                        Column.text("what"),
                        Column.text("upstream"),
                        Column.text("precision"),
                        Column.number("value"),
                        Column.text("unit"),
                        Column.number("95 % interval"),
                        Column.number("rounds"),
                        Column.text("setting")),
                TextTable.plain(rows));
    }

    private static List<String> line(ResultRow row) {
        Cell cell = Cell.of(row);
        String unit = row.metric().unit();
        return List.of(
                SpeedSection.benchmark(row.task()) + ", " + row.metric().label(),
                TextTables.orDash((row.upstream() + " " + row.size()).strip()),
                TextTables.orDash(row.precision()),
                row.ok() ? Numbers.measured(cell.value(), unit) : row.status(),
                TextTables.orDash(unit),
                TextTables.orDash(cell.range(unit)),
                Integer.toString(row.n()),
                TextTables.orDash(row.detail()));
    }
}
