package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.ControlCharacters;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TextRenderer;

/**
 * The main scores for a terminal. Tasks that do not fit beside one another follow in further tables. What all columns
 * of a task have in common is said below the tables if the terminal has at least {@value #FULL} columns.
 *
 * @param width the number of columns
 */
public record TerminalScores(ReportData data, int width) {
    /** The width from which on nothing is left out. */
    public static final int FULL = 100;

    /** The lines, or one that says that there are no scores. */
    public List<String> lines() {
        Leaderboard board = Leaderboard.of(data);
        List<TaskColumn> columns = board.columns();
        if (columns.isEmpty()) {
            return List.of("no scores");
        }
        List<Column> heads =
                columns.stream().map(column -> head(column, columns)).toList();
        List<String> lines = new ArrayList<>(TextRenderer.blocks(new ScoreTable(data).named(board, heads), width));
        lines.add("* shown to be better than all others of its column");
        lines.add("+ leads, but that was not shown; ? not shown to be worse");
        if (width >= FULL) {
            lines.addAll(wrapped(
                    "Upstreams",
                    board.upstreams().stream()
                            .filter(upstream -> !upstream.label().equals(ScoreTable.model(upstream)))
                            .map(upstream -> described(board, upstream))
                            .toList()));
            lines.addAll(wrapped(
                    "Tasks",
                    columns.stream()
                            .map(column -> column.title(columns) + ": " + brief(column))
                            .toList()));
            lines.addAll(wrapped("Pre-training took", costs(board)));
        }
        lines.addAll(data.standings().remarks());
        columns.stream()
                .filter(board::nobodyLearnt)
                .forEach(column ->
                        lines.add(column.title(columns) + ": nobody has learnt anything, so none is the best"));
        return lines;
    }

    private static Column head(TaskColumn column, List<TaskColumn> all) {
        List<String> lines = new ArrayList<>(List.of(column.task(), column.measure()));
        lines.addAll(column.apart(all));
        return new Column(lines, Column.Style.NUMBER, false);
    }

    private static String described(Leaderboard board, UpstreamKey upstream) {
        return ScoreTable.label(board, upstream) + ": " + ScoreTable.model(upstream);
    }

    /** Wall-clock with everything that a pre-training is based on; upstreams that cost nothing are left out. */
    private List<String> costs(Leaderboard board) {
        List<String> costs = new ArrayList<>();
        for (UpstreamKey upstream : board.upstreams()) {
            PretrainingTime.of(upstream, data.rows(RowKind.PRETRAIN))
                    .filter(time -> time.seconds() > 0)
                    .ifPresent(time -> costs.add(ScoreTable.label(board, upstream) + " "
                            + (time.missing().isEmpty() ? "" : "at least ") + Numbers.duration(time.seconds())));
        }
        return costs;
    }

    private static String brief(TaskColumn column) {
        return column.versionAndPreset() + ", " + column.protocol().head().replaceAll("\\(.*", "") + ", "
                + column.split();
    }

    /** A list in as many lines as it needs; an item is never broken. */
    private List<String> wrapped(String title, List<String> items) {
        List<String> lines = new ArrayList<>();
        String line = title + ":";
        for (int i = 0; i < items.size(); i++) {
            String item = " " + ControlCharacters.escaped(items.get(i)) + (i < items.size() - 1 ? ";" : "");
            if (line.length() + item.length() > width) {
                lines.add(line);
                line = " ";
            }
            line += item;
        }
        lines.add(line);
        return items.isEmpty() ? List.of() : lines;
    }
}
