package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.html.Numbers;

/** The upstream x task table as text for a terminal: best values carry a star, missing ones are a dash. */
public final class ScoreTable {
    private ScoreTable() {}

    /** The table with a line for each upstream, or one line that says there is none. Ends with a line break. */
    public static String render(List<ResultRow> rows) {
        return render(Leaderboard.of(rows));
    }

    /** The same, knowing what guesses are worth. */
    public static String render(ReportData data) {
        return render(Leaderboard.of(data));
    }

    private static String render(Leaderboard board) {
        if (board.columns().isEmpty()) {
            return "no scores\n";
        }
        List<List<String>> grid = new ArrayList<>();
        grid.add(header(board, TaskColumn::task));
        grid.add(header(board, TaskColumn::measure));
        grid.add(header(board, TaskColumn::terms));
        if (board.columns().stream()
                .anyMatch(column -> !column.corpus(board.columns()).isEmpty())) {
            grid.add(header(board, column -> column.corpus(board.columns())));
        }
        int heads = grid.size();
        for (UpstreamKey upstream : board.upstreams()) {
            grid.add(line(board, upstream));
        }
        return layout(grid, heads, board);
    }

    private static List<String> header(Leaderboard board, Function<TaskColumn, String> part) {
        List<String> line = new ArrayList<>(List.of("", ""));
        board.columns().forEach(column -> line.add(part.apply(column)));
        return line;
    }

    private static List<String> line(Leaderboard board, UpstreamKey upstream) {
        String init = upstream.init().equals("none") ? "" : upstream.init();
        List<String> line = new ArrayList<>(List.of(board.name(upstream), (upstream.model() + " " + init).strip()));
        for (TaskColumn column : board.columns()) {
            line.add(text(board, upstream, column));
        }
        return line;
    }

    private static String text(Leaderboard board, UpstreamKey upstream, TaskColumn column) {
        Cell cell = board.cell(upstream, column);
        if (cell.ok()) {
            String mark = board.best(column).contains(upstream) ? "*" : " ";
            String failed = cell.failures().isEmpty() ? "" : " (" + cell.failures() + ")";
            return Numbers.measured(cell.value(), column.metric().unit()) + failed + mark;
        }
        return (cell.failed().isEmpty() ? "-" : "failed") + " ";
    }

    private static String layout(List<List<String>> grid, int heads, Leaderboard board) {
        int columns = grid.get(0).size();
        int[] width = new int[columns];
        grid.forEach(line -> {
            for (int i = 0; i < columns; i++) {
                width[i] = Math.max(width[i], clean(line.get(i)).length());
            }
        });
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < grid.size(); row++) {
            out.append(line(grid.get(row), width)).append('\n');
            if (row == heads - 1) {
                out.append("-".repeat(lineWidth(width))).append('\n');
            }
        }
        out.append("* best of its column (").append(splits(board)).append(")\n");
        board.columns().stream().filter(board::nobodyLearnt).forEach(column -> out.append(clean(nobody(column, board)))
                .append('\n'));
        return out.toString();
    }

    private static String nobody(TaskColumn column, Leaderboard board) {
        return column.title(board.columns()) + ": nobody has learnt anything, so none is the best";
    }

    private static int lineWidth(int[] width) {
        int sum = 2 * (width.length - 1);
        for (int w : width) {
            sum += w;
        }
        return sum;
    }

    private static String line(List<String> cells, int[] width) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String text = clean(cells.get(i));
            String pad = " ".repeat(width[i] - text.length());
            line.append(i == 0 ? "" : "  ").append(i < 2 ? text + pad : pad + text);
        }
        return line.toString().stripTrailing();
    }

    /** Control characters of data never reach a terminal. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String splits(Leaderboard board) {
        return String.join(
                ", ",
                board.columns().stream()
                        .map(column -> column.task() + ": " + column.split())
                        .distinct()
                        .toList());
    }
}
