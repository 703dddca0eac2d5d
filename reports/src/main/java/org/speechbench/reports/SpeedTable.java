package org.speechbench.reports;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
        List<ResultRow> rows = Stream.of(RowKind.THROUGHPUT, RowKind.RATIO, RowKind.CEILING)
                .flatMap(kind -> data.rows(kind).stream())
                .filter(row -> !elsewhere.contains(row))
                .toList();
        return new TableModel.Columns<ResultRow>()
                .text("what", row -> benchmark(row.task()) + ", " + row.metric().label())
                .add(
                        Column.of("upstream", Column.Style.SHORT),
                        row -> Entry.of(row.subject().name()))
                .text("precision", row -> row.conditions().precision())
                .number("value", Cell::entry)
                .add(
                        Column.of("unit", Column.Style.SHORT),
                        row -> Entry.of(row.metric().unit()))
                .number(
                        "rounds",
                        row -> Entry.of(
                                Integer.toString(row.measure().n()),
                                row.measure().n()))
                .text(
                        "setting",
                        row -> row.detail()
                                + data.noise(Cell.of(row))
                                        .map(reason -> "; " + reason)
                                        .orElse(""))
                .build(
                        "speed",
                        "Speeds, ratios and ceilings",
                        "The ceiling is the machine's own matrix product, measured in the same run; brackets hold the 95 %"
                                + " interval over the rounds.",
                        rows);
    }

    /** Every benchmark except training steps, with one line each and the speed of every upstream. */
    TableModel byBenchmark() {
        List<ResultRow> speeds = data.rows(RowKind.THROUGHPUT).stream()
                .filter(row -> row.metric().equals(Metrics.SPEED) && !STEPS.contains(row.task()))
                .toList();
        List<String> labels =
                speeds.stream().map(ResultRow::upstream).distinct().toList();
        TableModel.Columns<String> table = new TableModel.Columns<String>().text("audio-s/s", benchmark -> benchmark);
        labels.forEach(label -> table.number(label.isEmpty() ? "any upstream" : label, benchmark -> speeds.stream()
                .filter(row -> row.task().equals(benchmark) && row.upstream().equals(label))
                .findFirst()
                .map(Cell::entry)
                .orElse(Entry.MISSING)));
        return table.build(
                "benchmarks",
                "Speed of every benchmark but training steps",
                "",
                speeds.stream().map(ResultRow::task).distinct().toList());
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
