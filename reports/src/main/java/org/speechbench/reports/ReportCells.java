package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Measure;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metric.Direction;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.Status;
import org.speechbench.reports.ReportCell.Standing;
import org.speechbench.reports.SuperbAggregates.Aggregate;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.reports.table.TableModel;
import org.speechbench.tasks.leaderboard.LeaderboardColumn;
import org.speechbench.tasks.leaderboard.PublishedRow;

/** Every number of a report, one after the other. */
record ReportCells(ReportData data) {
    private static final List<RowKind> MEASURED = List.of(
            RowKind.PRETRAIN, RowKind.MODEL, RowKind.THROUGHPUT, RowKind.RATIO, RowKind.CEILING, RowKind.MODULE);

    /**
     * The scores by upstream, further splits, aggregates, fine-tuning, pre-training, speed, and published results of
     * others.
     */
    List<ReportCell> list() {
        List<ReportCell> cells = new ArrayList<>();
        add(cells, Leaderboard.withSecondary(data));
        add(cells, Leaderboard.ofExtraSplits(data));
        aggregates(cells);
        new FinetuneTable(data.rows()).scores().forEach(row -> cells.add(ReportCell.of(row, data)));
        for (RowKind kind : MEASURED) {
            data.rows(kind).forEach(row -> cells.add(ReportCell.of(row, data)));
        }
        published(cells);
        return cells;
    }

    /** The same numbers as one table of values in long form. */
    TableModel table() {
        return ReportCell.COLUMNS.build("cells", "Every number of the report", "", list());
    }

    private void add(List<ReportCell> cells, Leaderboard board) {
        for (UpstreamKey upstream : board.upstreams()) {
            for (TaskColumn column : board.columns()) {
                cells.add(new ReportCell(
                        kind(board, column).id(),
                        upstream,
                        board.usesLabels(upstream),
                        column,
                        board.cell(upstream, column),
                        new Standing(
                                board.leaders(column).contains(upstream),
                                board.best(column).filter(upstream::equals).isPresent(),
                                board.againstLeader(column, upstream).orElse(null)),
                        ""));
            }
        }
    }

    /** The kind of the rows of a column; a column in which everything failed counts as one of a task's own metric. */
    private static RowKind kind(Leaderboard board, TaskColumn column) {
        return board.upstreams().stream()
                .flatMap(upstream -> board.cell(upstream, column).measured().stream())
                .map(ResultRow::kind)
                .findFirst()
                .orElse(RowKind.SCORE);
    }

    private void aggregates(List<ReportCell> cells) {
        for (Aggregate aggregate : new SuperbAggregates(data.rows()).list()) {
            cells.add(aggregate("superb_s", aggregate, aggregate.superbS()));
            cells.add(aggregate("overall", aggregate, aggregate.overall()));
        }
    }

    private static ReportCell aggregate(String name, Aggregate aggregate, OptionalDouble value) {
        Metric metric = new Metric(name, name, "", Direction.HIGHER_IS_BETTER);
        Double known = value.isPresent() ? (Double) value.getAsDouble() : null;
        return figure("aggregate", aggregate.upstream(), "superb", metric, known, aggregate.reason());
    }

    private void published(List<ReportCell> cells) {
        for (LeaderboardColumn column : new PublishedTables(data.rows()).columns()) {
            Metric metric = new Metric(
                    column.metric().id(),
                    column.metric().id(),
                    "%",
                    column.metric().direction());
            for (PublishedRow row : PublishedRow.published()) {
                Double value = row.values().get(column);
                if (value != null) {
                    UpstreamKey upstream = UpstreamKey.named(row.upstream());
                    cells.add(figure("published", upstream, column.task(), metric, value, row.source()));
                }
            }
        }
    }

    /** A number of SUPERB's protocol that no run has measured directly; null if it is missing. */
    private static ReportCell figure(
            String kind, UpstreamKey upstream, String task, Metric metric, @Nullable Double value, String detail) {
        ResultRow row = new ResultRow(
                RowKind.SCORE,
                upstream.subject(),
                new Protocol(task, task, 0, "superb", "", "test", ""),
                Conditions.NONE,
                new Measure(metric, value, 0, null, null, ""),
                Cost.NONE,
                value == null ? Status.MISSING : Status.OK,
                detail);
        return new ReportCell(kind, upstream, false, TaskColumn.of(row), Cell.of(row), Standing.NONE, "");
    }
}
