package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.table.HtmlRenderer;
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

    Section section() {
        Section section = new Section("finetune", "Fine-tuning");
        TableModel table = table();
        return table.isEmpty()
                ? section
                : section.note("Upstreams that were trained on with CTC as a whole, weights of the best look at dev. "
                                + table.note())
                        .add(HtmlRenderer.render(table));
    }

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
        List<ResultRow> scores = scores();
        ModelNames names = ModelNames.of(scores.stream().map(ResultRow::subject).toList());
        return new TableModel.Columns<ResultRow>()
                .text("label", row -> names.of(row.subject()))
                .text("upstream", row -> row.subject().model())
                .text("begun with", row -> row.subject().init())
                .text("task", row -> TaskColumn.of(row).title(columns))
                .text("split", ResultRow::split)
                .text("decoding", row -> row.protocol().head())
                .text("metric", row -> TaskColumn.of(row).measure())
                .number("score", Cell::entry)
                .add(Column.number("dev").onPage(), row -> other(row, "dev", row.metric()))
                .add(Column.number("audio, hours").onPage(), row -> other(row, "train", Metrics.AUDIO_HOURS))
                .add(Column.number("time").onPage(), row -> other(row, "train", Metrics.SECONDS))
                .build(
                        "fine-tuning",
                        "Upstreams that were fine-tuned as a whole",
                        "Their scores do not compare with those of frozen upstreams.",
                        scores);
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
