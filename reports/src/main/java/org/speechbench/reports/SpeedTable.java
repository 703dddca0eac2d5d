package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;

/** A table of every speed, ratio and ceiling, with one line each. */
record SpeedTable(ReportData data) {
    private static final Set<String> STEPS = Set.of("train_step", "modules");

    /** @param elsewhere the rows that another table shows */
    TableModel table(List<ResultRow> elsewhere) {
        TableModel.Builder table = new TableModel.Builder()
                .column(Column.text("what"))
                .column(Column.of("upstream", Column.Style.SHORT))
                .column(Column.text("precision"))
                .column(Column.number("value"))
                .column(Column.of("unit", Column.Style.SHORT))
                .column(Column.number("rounds"))
                .column(Column.text("setting"));
        for (RowKind kind : List.of(RowKind.THROUGHPUT, RowKind.RATIO, RowKind.CEILING)) {
            data.rows(kind).stream().filter(row -> !elsewhere.contains(row)).forEach(row -> table.row(line(row)));
        }
        return table.build(
                "speed",
                "Speeds, ratios and ceilings",
                "The ceiling is the machine's own matrix product, measured in the same run; brackets hold the 95 %"
                        + " interval over the rounds.");
    }

    private List<Entry> line(ResultRow row) {
        Cell cell = Cell.of(row);
        return List.of(
                Entry.of(benchmark(row.task()) + ", " + row.metric().label()),
                Entry.of(row.subject().name()),
                Entry.of(row.conditions().precision()),
                value(row),
                Entry.of(row.metric().unit()),
                Entry.of(Integer.toString(row.measure().n()), row.measure().n()),
                Entry.of(row.detail()
                        + data.noise(cell).map(reason -> "; " + reason).orElse("")));
    }

    /** Every benchmark except training steps, with one line each and the speed of every upstream. */
    TableModel byBenchmark() {
        List<ResultRow> speeds = data.rows(RowKind.THROUGHPUT).stream()
                .filter(row -> row.metric().equals(Metrics.SPEED) && !STEPS.contains(row.task()))
                .toList();
        List<String> labels =
                speeds.stream().map(ResultRow::upstream).distinct().toList();
        TableModel.Builder table = new TableModel.Builder().column(Column.text("audio-s/s"));
        labels.forEach(label -> table.column(Column.number(label.isEmpty() ? "any upstream" : label)));
        for (String benchmark : speeds.stream().map(ResultRow::task).distinct().toList()) {
            List<Entry> line = new ArrayList<>(List.of(Entry.of(benchmark)));
            labels.forEach(label -> line.add(speeds.stream()
                    .filter(row ->
                            row.task().equals(benchmark) && row.upstream().equals(label))
                    .findFirst()
                    .map(SpeedTable::value)
                    .orElse(Entry.MISSING)));
            table.row(line);
        }
        return table.build("benchmarks", "Speed of every benchmark but training steps", "");
    }

    private static Entry value(ResultRow row) {
        Cell cell = Cell.of(row);
        return row.ok()
                ? Entry.of(cell.text(), cell.value())
                        .beside(cell.range(row.metric().unit()))
                : cell.unmeasured();
    }

    /** The readable name of a benchmark. */
    static String benchmark(String name) {
        return switch (name) {
            case "train_step" -> "Training step";
            case "encode" -> "Encoding";
            case "modules" -> "Training step, part by part";
            case "matrix_product" -> "Matrix product";
            default -> name;
        };
    }
}
