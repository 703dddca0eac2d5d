package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.table.TableModel;

/** The tables of a report in the order in which they are shown; those without rows are left out. */
public record ReportTables(ReportData data) {
    List<TableModel> list() {
        ScoreTable scores = new ScoreTable(data);
        PublishedTables published = new PublishedTables(data.rows());
        LadderTable ladder = LadderTable.of(data);
        List<TableModel> tables =
                new ArrayList<>(List.of(scores.main(), scores.otherSplits(), published.aggregates(), failures()));
        if (!ladder.isEmpty()) {
            tables.add(ladder.table());
        }
        tables.addAll(List.of(
                new DeviceCosts(ladder).table(),
                new SpeedTable(data).table(ladder.isEmpty() ? List.of() : ladder.shown()),
                ModuleCosts.of(data).table(),
                StudentTable.of(data).table(),
                new PretrainTable(data).table(),
                new FinetuneTable(data.rows()).table(),
                published.published()));
        return tables.stream().filter(table -> !table.isEmpty()).toList();
    }

    /** The tables that follow the scores on a terminal after a run. */
    public List<TableModel> brief() {
        LadderTable steps = LadderTable.of(data);
        return Stream.of(
                        new FinetuneTable(data.rows()).table(),
                        StudentTable.of(data).table(),
                        steps.table(),
                        ModuleCosts.of(data).table(),
                        new SpeedTable(data).byBenchmark())
                .filter(table -> !table.isEmpty())
                .toList();
    }

    /** The table of failures of all kinds. */
    TableModel failures() {
        return new TableModel.Columns<ResultRow>()
                .text("what", row -> row.kind().id())
                .text("upstream", ResultRow::upstream)
                .text("task", ResultRow::task)
                .text("reason", ResultRow::detail)
                .build("failures", "What failed, with the reason", "", data.failed());
    }
}
