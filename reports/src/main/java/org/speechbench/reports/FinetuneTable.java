package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;

/**
 * The results of fine-tunings.
 *
 * @param rows rows of all kinds
 */
public record FinetuneTable(List<ResultRow> rows) {
    private static final Set<String> UNDER_WAY = Set.of("dev", "train");

    private static final List<Column> COLUMNS = List.of(
            Column.text("label"),
            Column.text("upstream"),
            Column.text("begun with"),
            Column.text("task"),
            Column.text("split"),
            Column.text("decoding"),
            Column.text("metric"),
            Column.number("score"),
            Column.number("dev").onPage(),
            Column.number("audio, hours").onPage(),
            Column.number("time").onPage());

    /** The rows with the score of a test split and those of fine-tunings that failed, grouped by label. */
    List<ResultRow> scores() {
        List<ResultRow> all = rows.stream()
                .filter(row -> row.is(RowKind.FINETUNE) && !UNDER_WAY.contains(row.split()))
                .toList();
        List<ResultRow> scores = new ArrayList<>();
        all.stream().map(ResultRow::upstream).distinct().forEach(label -> all.stream()
                .filter(row -> row.upstream().equals(label))
                .forEach(scores::add));
        return scores;
    }

    /** A table with one line for each score. */
    public TableModel table() {
        List<TaskColumn> columns = rows.stream()
                .filter(row -> row.is(RowKind.FINETUNE))
                .map(TaskColumn::of)
                .distinct()
                .toList();
        return new TableModel(
                "fine-tuning",
                "Upstreams that were fine-tuned as a whole",
                "Their scores do not compare with those of frozen upstreams.",
                COLUMNS,
                scores().stream().map(row -> line(row, columns)).toList());
    }

    private List<Entry> line(ResultRow row, List<TaskColumn> columns) {
        TaskColumn column = TaskColumn.of(row);
        Cell cell = Cell.of(row);
        String unit = row.metric().unit();
        return List.of(
                Entry.of(row.upstream()),
                Entry.of(row.subject().model()),
                Entry.of(row.subject().init()),
                Entry.of(column.title(columns)),
                Entry.of(row.split()),
                Entry.of(row.protocol().head()),
                Entry.of(column.measure()),
                row.ok() ? Entry.of(cell.text(), cell.value()).beside(cell.range(unit)) : cell.unmeasured(),
                other(row, "dev", row.metric()),
                other(row, "train", Metrics.AUDIO_HOURS),
                other(row, "train", Metrics.SECONDS));
    }

    /** Another row of the same fine-tuning. */
    private Entry other(ResultRow row, String split, Metric metric) {
        return rows.stream()
                .filter(r -> r.measures(RowKind.FINETUNE, row.upstream(), metric)
                        && r.split().equals(split)
                        && r.subject().digest().equals(row.subject().digest())
                        && r.protocol().corpus().equals(row.protocol().corpus()))
                .findFirst()
                .map(Cell::of)
                .map(cell -> Entry.of(
                        metric.equals(Metrics.SECONDS) ? Numbers.duration(cell.value()) : cell.text(), cell.value()))
                .orElse(Entry.MISSING);
    }
}
