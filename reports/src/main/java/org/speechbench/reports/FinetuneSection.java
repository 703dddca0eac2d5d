package org.speechbench.reports;

import java.util.List;
import java.util.OptionalDouble;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Table;

/** What upstreams reach that were fine-tuned as a whole. */
record FinetuneSection(ReportData data) {
    Section build() {
        Section section = new Section("finetune", "Fine-tuning");
        List<ResultRow> rows = data.rows(RowKind.FINETUNE);
        if (rows.isEmpty()) {
            return section;
        }
        section.note(
                "Upstreams that were trained on with CTC as a whole, weights of the best look at dev. Their scores "
                        + "do not compare with those of frozen upstreams.");
        Table table = new Table("Fine-tuned upstreams")
                .textColumn("label")
                .textColumn("upstream")
                .textColumn("begun with")
                .textColumn("task")
                .textColumn("split")
                .textColumn("decoding")
                .numberColumn("score")
                .numberColumn("95 % interval")
                .numberColumn("dev")
                .numberColumn("audio, hours")
                .numberColumn("time");
        List<TaskColumn> columns = rows.stream().map(TaskColumn::of).distinct().toList();
        FinetuneTable.scores(rows)
                .forEach((label, scores) -> scores.forEach(row -> table.row(row(row, rows, columns))));
        return section.add(table.build());
    }

    private static List<Element> row(ResultRow row, List<ResultRow> all, List<TaskColumn> columns) {
        String unit = row.metric().unit();
        Cell cell = Cell.of(row);
        Element score = row.ok()
                ? Table.number(row.metric().label() + " " + Numbers.measured(cell.value(), unit), cell.value())
                : Element.of("td", "failed").css("num failed").with("title", row.detail());
        return List.of(
                Table.head(row.upstream()),
                Table.cell((row.subject().provider() + " " + row.subject().size()).strip()),
                Table.cell(row.subject().init()),
                Table.cell(TaskColumn.of(row).title(columns)),
                Table.cell(row.split()),
                Table.cell(row.protocol().head()),
                score,
                Table.number(cell.range(unit), Double.NaN),
                other(row, all, "dev", row.metric(), unit),
                other(row, all, "train", Metrics.AUDIO_HOURS, "h"),
                other(row, all, "train", Metrics.SECONDS, "s"));
    }

    /** Another row of the same fine-tuning. */
    private static Element other(ResultRow row, List<ResultRow> all, String split, Metric metric, String unit) {
        OptionalDouble found = all.stream()
                .filter(r -> r.ok() && r.upstream().equals(row.upstream()))
                .filter(r -> r.subject().digest().equals(row.subject().digest()) && r.protocol().corpus().equals(row.protocol().corpus()))
                .filter(r -> r.split().equals(split) && r.metric().equals(metric))
                .mapToDouble(r -> Cell.of(r).value())
                .findFirst();
        if (found.isEmpty()) {
            return Table.missing();
        }
        double value = found.getAsDouble();
        String shown =
                switch (unit) {
                    case "s" -> Numbers.duration(value);
                    case "h" -> Numbers.significant(value, 3);
                    default -> Numbers.measured(value, unit);
                };
        return Table.number(shown, value);
    }
}
