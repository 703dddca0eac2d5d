package org.speechbench.reports.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.Cell;
import org.speechbench.reports.DeviceCosts;
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
        TextTable costs = costs(new DeviceCosts(ladder));
        return ladder.isEmpty()
                ? List.of(costs, rows(List.of()), parts())
                : List.of(
                        ladder(ladder),
                        costs,
                        rows(ladder.cells().stream()
                                .flatMap(cell -> cell.rows().stream())
                                .toList()),
                        parts());
    }

    private static TextTable ladder(LadderTable ladder) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("training step")));
        ladder.columns().forEach(column -> columns.add(Column.number(column.head())));
        List<List<Entry>> rows = new ArrayList<>();
        for (String label : ladder.labels()) {
            List<Entry> row = new ArrayList<>(List.of(Entry.of(label)));
            ladder.columns().forEach(column -> row.add(entry(ladder, ladder.cell(label, column.metric()))));
            rows.add(row);
        }
        return new TextTable("ladder", "Training steps; speed-ups with 95 % intervals over rounds", "", columns, rows);
    }

    private static TextTable costs(DeviceCosts costs) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("training step")));
        costs.columns().forEach(column -> columns.add(Column.number(column.head())));
        List<List<Entry>> rows = new ArrayList<>();
        for (String label : costs.labels()) {
            List<Entry> row = new ArrayList<>(List.of(Entry.of(label)));
            costs.columns()
                    .forEach(
                            column -> row.add(Entry.of(costs.text(label, column).orElse(""))));
            rows.add(row);
        }
        return new TextTable("device-costs", DeviceCosts.CAPTION, DeviceCosts.NOTE, columns, rows);
    }

    private static Entry entry(LadderTable ladder, Optional<Cell> found) {
        return found.map(cell -> new Entry(
                        Numbers.measured(
                                cell.value(), cell.rows().get(0).metric().unit()),
                        ladder.range(cell),
                        false))
                .orElse(Entry.of(Numbers.MISSING));
    }

    private TextTable rows(List<ResultRow> shown) {
        List<List<Entry>> rows = new ArrayList<>();
        for (RowKind kind : List.of(RowKind.THROUGHPUT, RowKind.RATIO, RowKind.CEILING)) {
            data.rows(kind).stream()
                    .filter(row -> !shown.contains(row))
                    .map(this::line)
                    .forEach(rows::add);
        }
        return new TextTable(
                "speed",
                "Speeds, ratios and ceilings",
                "The ceiling is the machine's own matrix product, measured in the same run; brackets hold the 95 %"
                        + " interval over the rounds.",
                List.of(
                        Column.text("what"),
                        Column.text("upstream"),
                        Column.text("precision"),
                        Column.number("value"),
                        Column.text("unit"),
                        Column.number("rounds"),
                        Column.text("setting")),
                rows);
    }

    private List<Entry> line(ResultRow row) {
        Cell cell = Cell.of(row);
        String unit = row.metric().unit();
        String value = row.ok() ? Numbers.measured(cell.value(), unit) : row.status().id();
        return List.of(
                Entry.of(
                        SpeedSection.benchmark(row.task()) + ", " + row.metric().label()),
                Entry.of((row.upstream() + " " + row.subject().size()).strip()),
                Entry.of(row.conditions().precision()),
                new Entry(value, cell.range(unit), false),
                Entry.of(unit),
                Entry.of(Integer.toString(row.measure().n())),
                Entry.of(row.detail()
                        + data.noise(cell).map(reason -> "; " + reason).orElse("")));
    }

    private TextTable parts() {
        List<ResultRow> parts = data.rows(RowKind.MODULE);
        List<String> labels = parts.stream().map(ResultRow::upstream).distinct().toList();
        List<Column> columns = new ArrayList<>(List.of(Column.text("part")));
        labels.forEach(label -> columns.add(Column.number(label)));
        List<List<Entry>> rows = new ArrayList<>();
        for (String part : parts.stream().map(ResultRow::task).distinct().toList()) {
            List<Entry> row = new ArrayList<>(List.of(Entry.of(part)));
            labels.forEach(label -> row.add(Entry.of(milliseconds(parts, label, part))));
            rows.add(row);
        }
        return new TextTable("parts", "Where the time of a training step goes, ms", "", columns, rows);
    }

    private static String milliseconds(List<ResultRow> parts, String label, String part) {
        return parts.stream()
                .filter(row -> row.upstream().equals(label) && row.task().equals(part))
                .findFirst()
                .map(row -> Numbers.significant(1000 * Cell.of(row).value(), 3))
                .orElse(Numbers.MISSING);
    }
}
