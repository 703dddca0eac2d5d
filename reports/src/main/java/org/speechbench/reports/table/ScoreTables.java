package org.speechbench.reports.table;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.reports.Cell;
import org.speechbench.reports.Difference;
import org.speechbench.reports.Leaderboard;
import org.speechbench.reports.PublishedTables;
import org.speechbench.reports.ReportData;
import org.speechbench.reports.SuperbAggregates;
import org.speechbench.reports.TaskColumn;
import org.speechbench.reports.UpstreamKey;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.table.TextTable.Column;
import org.speechbench.reports.table.TextTable.Entry;
import org.speechbench.tasks.leaderboard.LeaderboardColumn;
import org.speechbench.tasks.leaderboard.PublishedLeaderboard;
import org.speechbench.tasks.leaderboard.PublishedRow;

/** Upstreams x tasks, own ones and published ones apart. */
record ScoreTables(ReportData data) {
    TextTable of(String id, String caption, String note, Leaderboard board) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("upstream"), Column.text("model")));
        columns.addAll(heads(board.columns()));
        List<List<Entry>> rows = new ArrayList<>();
        for (UpstreamKey upstream : board.columns().isEmpty() ? List.<UpstreamKey>of() : board.upstreams()) {
            List<Entry> row = new ArrayList<>(List.of(Entry.of(board.name(upstream)), Entry.of(model(upstream))));
            board.columns().forEach(column -> row.add(entry(board, upstream, column)));
            rows.add(row);
        }
        return new TextTable(id, caption, note, columns, rows);
    }

    /** How to read a table of scores. */
    String legend() {
        return "The best value of a column is bold, the arrow points to better values, brackets hold the 95 % interval"
                + (data.differences().isEmpty() ? "" : ", ? marks what a test could not tell from the best (undecided)")
                + ", and " + Numbers.MISSING
                + " is what was not measured. A column where nobody has learnt anything has"
                + " no best value." + (data.differences().isEmpty() ? "" : " " + Difference.SCOPE);
    }

    /** Parameters of heads are left out unless columns differ in nothing else. */
    private static List<Column> heads(List<TaskColumn> columns) {
        List<Column> brief = columns.stream()
                .map(column -> head(column, column.protocol().head().replaceAll("\\(.*", ""), columns))
                .toList();
        return brief.stream().distinct().count() == brief.size()
                ? brief
                : columns.stream()
                        .map(column -> head(column, column.protocol().head(), columns))
                        .toList();
    }

    private static Column head(TaskColumn column, String head, List<TaskColumn> all) {
        String protocol = column.terms();
        String versionAndPreset = protocol.substring(
                        0, protocol.length() - column.protocol().head().length())
                .replaceAll(", $", "");
        List<String> lines =
                new ArrayList<>(List.of(column.task(), column.measure(), versionAndPreset, head, column.split()));
        if (!column.corpus(all).isEmpty()) {
            lines.add(column.corpus(all));
        }
        return new Column(lines, true);
    }

    private static String model(UpstreamKey upstream) {
        String init = upstream.init().equals("none") ? "" : upstream.random() ? "random weights" : upstream.init();
        return Stream.of(upstream.model(), init).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }

    private Entry entry(Leaderboard board, UpstreamKey upstream, TaskColumn column) {
        Cell cell = board.cell(upstream, column);
        if (!cell.ok()) {
            return Entry.of(cell.failed().isEmpty() ? Numbers.MISSING : "failed");
        }
        boolean best = board.best(column).contains(upstream);
        boolean undecided = !best
                && data.difference(column, upstream)
                        .filter(Difference::undecided)
                        .isPresent();
        String unit = column.metric().unit();
        String beside = Stream.of(cell.range(unit), cell.failures())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return new Entry((undecided ? "? " : "") + Numbers.measured(cell.value(), unit), beside, best);
    }

    /** SUPERB's aggregate scores; a dash where an upstream lacks a task. */
    TextTable aggregates() {
        List<List<String>> rows = new SuperbAggregates(data.rows())
                .list().stream()
                        .map(aggregate -> List.of(
                                aggregate.upstream().label(), shown(aggregate.superbS()), shown(aggregate.overall())))
                        .toList();
        return new TextTable(
                "aggregates",
                SuperbAggregates.CAPTION,
                new SuperbAggregates(data.rows()).note(),
                List.of(Column.text("upstream"), Column.number("superb_s \u2191"), Column.number("overall \u2191")),
                TextTable.plain(rows));
    }

    private static String shown(OptionalDouble value) {
        return value.isPresent() ? Numbers.fixed(value.getAsDouble(), 1) : Numbers.MISSING;
    }

    /** Rows of the SUPERB leaderboard, which are mixed with nothing. */
    TextTable published() {
        List<LeaderboardColumn> shown = new PublishedTables(data.rows()).columns();
        List<Column> columns = new ArrayList<>(List.of(Column.text("upstream"), Column.number("parameters, M")));
        shown.forEach(column -> columns.add(Column.number(PublishedTables.name(column))));
        columns.add(Column.text("source"));
        List<List<Entry>> rows = new ArrayList<>();
        for (PublishedRow row : shown.isEmpty() ? List.<PublishedRow>of() : PublishedLeaderboard.published()) {
            List<Entry> entries = new ArrayList<>(
                    List.of(Entry.of(row.upstream()), Entry.of(Numbers.fixed(row.megaparameters(), 1))));
            for (LeaderboardColumn column : shown) {
                Double value = row.values().get(column);
                entries.add(Entry.of(value == null ? Numbers.MISSING : Numbers.fixed(value, 2)));
            }
            entries.add(Entry.of(row.source()));
            rows.add(entries);
        }
        return new TextTable(
                "published",
                "Published rows of the SUPERB leaderboard, not measured here",
                "SUPERB's protocol on SUPERB's corpora with tuned learning rates: nothing to compare with scores of the"
                        + " quick preset or of other corpora.",
                columns,
                rows);
    }
}
