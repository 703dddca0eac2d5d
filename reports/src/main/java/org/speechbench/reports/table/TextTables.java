package org.speechbench.reports.table;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.Cell;
import org.speechbench.reports.FinetuneTable;
import org.speechbench.reports.Leaderboard;
import org.speechbench.reports.PretrainState;
import org.speechbench.reports.ReportData;
import org.speechbench.reports.TaskColumn;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.table.TextTable.Column;
import org.speechbench.reports.table.TextTable.Entry;

/** The tables of a report in the order in which it shows them; those without rows are left out. */
record TextTables(ReportData data) {
    List<TextTable> list() {
        ScoreTables scores = new ScoreTables(data);
        List<TextTable> tables = new ArrayList<>();
        tables.add(scores.of(
                "scores",
                "Test scores of every upstream on every task",
                scores.legend(),
                Leaderboard.withFurther(data)));
        tables.add(scores.of("other-splits", "Scores on further splits", "", Leaderboard.ofExtraSplits(data)));
        tables.add(scores.aggregates());
        tables.add(failures());
        tables.addAll(new SpeedTables(data).list());
        tables.add(pretraining());
        tables.add(finetuning());
        tables.add(scores.published());
        return tables.stream().filter(table -> !table.rows().isEmpty()).toList();
    }

    private TextTable failures() {
        List<List<String>> rows = data.failed().stream()
                .map(row -> List.of(row.kind().id(), row.upstream(), row.task(), row.detail()))
                .toList();
        return new TextTable(
                "failures",
                "What failed, with the reason",
                "",
                List.of(Column.text("what"), Column.text("upstream"), Column.text("task"), Column.text("reason")),
                TextTable.plain(rows));
    }

    private TextTable finetuning() {
        List<List<Entry>> rows = new ArrayList<>();
        List<TaskColumn> columns =
                data.rows(RowKind.FINETUNE).stream().map(TaskColumn::of).distinct().toList();
        FinetuneTable.scores(data.rows())
                .values()
                .forEach(scores -> scores.forEach(row -> rows.add(finetuned(row, columns))));
        return new TextTable(
                "fine-tuning",
                "Upstreams that were fine-tuned as a whole",
                "Their scores do not compare with those of frozen upstreams.",
                List.of(
                        Column.text("label"),
                        Column.text("upstream"),
                        Column.text("begun with"),
                        Column.text("task"),
                        Column.text("split"),
                        Column.text("decoding"),
                        Column.text("metric"),
                        Column.number("score")),
                rows);
    }

    private static List<Entry> finetuned(ResultRow row, List<TaskColumn> columns) {
        Cell cell = Cell.of(row);
        String unit = row.metric().unit();
        String score = row.ok() ? Numbers.measured(cell.value(), unit) : row.status().id();
        return List.of(
                Entry.of(row.upstream()),
                Entry.of((row.subject().provider() + " " + row.subject().size()).strip()),
                Entry.of(row.subject().init()),
                Entry.of(TaskColumn.of(row).title(columns)),
                Entry.of(row.split()),
                Entry.of(row.protocol().head()),
                Entry.of(TaskColumn.of(row).measure()),
                new Entry(score, cell.range(unit), false));
    }

    private TextTable pretraining() {
        return new TextTable(
                "pre-training",
                "Where each pre-training stands",
                "Losses and accuracies are those of masked frames.",
                List.of(
                        Column.text("upstream"),
                        Column.number("updates"),
                        Column.number("audio, hours"),
                        Column.number("time"),
                        Column.number("total time"),
                        Column.number("audio-s/s"),
                        Column.number("masked loss"),
                        Column.number("accuracy %"),
                        Column.number("dev loss"),
                        Column.number("dev accuracy %")),
                TextTable.plain(PretrainState.all(data).stream()
                        .map(TextTables::pretrained)
                        .toList()));
    }

    private static List<String> pretrained(PretrainState state) {
        return List.of(
                state.name(),
                Long.toString(state.last().step()),
                Numbers.significant(state.last().audioHours(), 3),
                Numbers.duration(state.last().seconds()),
                state.total(),
                Numbers.significant(state.speed(), 3),
                Numbers.fixed(state.last().maskedLoss(), 3),
                Numbers.fixed(100 * state.last().maskedAccuracy(), 1),
                Numbers.fixed(state.devLoss(), 3),
                Numbers.fixed(100 * state.devAccuracy(), 1));
    }
}
