package org.speechbench.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Table;
import org.speechbench.tasks.leaderboard.LeaderboardColumn;
import org.speechbench.tasks.leaderboard.PublishedLeaderboard;
import org.speechbench.tasks.leaderboard.PublishedRow;
import org.speechbench.tasks.leaderboard.SuperbScore;

/** SUPERB's aggregate scores of own results, and the rows that were published, which are mixed with nothing. */
public record PublishedTables(List<ResultRow> rows) {
    private static final String PROTOCOL = "superb";

    List<Element> build() {
        List<Element> tables = new ArrayList<>();
        List<ResultRow> official = rows.stream()
                .filter(row -> row.ok() && row.preset().equals(PROTOCOL))
                .toList();
        if (!official.isEmpty()) {
            tables.add(Element.of("h3", "SUPERB's aggregate scores"));
            tables.add(aggregates(official));
        }
        List<LeaderboardColumn> columns = columns();
        if (!columns.isEmpty()) {
            tables.add(Section.details(
                    "Published results, not measured here",
                    Element.of(
                            "p",
                            "SUPERB's protocol on SUPERB's corpora with tuned learning rates: nothing to compare"
                                    + " with scores of the quick preset or of other corpora."),
                    published(columns)));
        }
        return tables;
    }

    /** Of the tasks that there are scores of. */
    public List<LeaderboardColumn> columns() {
        List<String> tasks = rows.stream()
                .filter(row -> row.kind().equals("score"))
                .map(ResultRow::taskName)
                .toList();
        return Arrays.stream(LeaderboardColumn.values())
                .filter(column -> tasks.contains(column.task()))
                .toList();
    }

    private static Element aggregates(List<ResultRow> official) {
        Table table = new Table("superb_s and overall of upstreams that have every task's score under preset superb")
                .textColumn("upstream")
                .numberColumn("superb_s \u2191")
                .numberColumn("overall \u2191");
        Leaderboard board = Leaderboard.withFurther(official);
        for (UpstreamKey upstream : board.upstreams()) {
            Map<LeaderboardColumn, Double> values = values(upstream, board);
            table.row(
                    Table.head(upstream.label()),
                    number(SuperbScore.superbS(values), values),
                    number(SuperbScore.overall(values), values));
        }
        return table.build();
    }

    private static Element number(OptionalDouble value, Map<LeaderboardColumn, Double> values) {
        if (value.isPresent()) {
            return Table.number(Numbers.fixed(value.getAsDouble(), 1), value.getAsDouble());
        }
        TreeSet<String> missing = new TreeSet<>();
        for (LeaderboardColumn column : LeaderboardColumn.values()) {
            if (!values.containsKey(column)) {
                missing.add(column.task() + " " + column.metric());
            }
        }
        return Table.missing().with("title", "not given without " + String.join(", ", missing));
    }

    /** What an upstream has of the board's columns; none where several labels are of one task. */
    private static Map<LeaderboardColumn, Double> values(UpstreamKey upstream, Leaderboard board) {
        Map<LeaderboardColumn, Double> values = new EnumMap<>(LeaderboardColumn.class);
        for (LeaderboardColumn column : LeaderboardColumn.values()) {
            List<Cell> cells = board.columns().stream()
                    .filter(own -> own.taskName().equals(column.task())
                            && own.metric().id().equals(column.metric()))
                    .map(own -> board.cell(upstream, own))
                    .filter(Cell::ok)
                    .toList();
            if (cells.size() == 1) {
                values.put(column, cells.get(0).value());
            }
        }
        return values;
    }

    private static Element published(List<LeaderboardColumn> columns) {
        Table table = new Table("Published rows of the SUPERB leaderboard").textColumn("upstream");
        table.numberColumn("parameters, M");
        columns.forEach(column -> table.numberColumn(name(column)));
        table.numberColumn("superb_s \u2191").textColumn("source");
        for (PublishedRow row : PublishedLeaderboard.published()) {
            List<Element> cells = new ArrayList<>(List.of(
                    Table.head(row.upstream()),
                    Table.number(Numbers.fixed(row.megaparameters(), 1), row.megaparameters())));
            for (LeaderboardColumn column : columns) {
                Double value = row.values().get(column);
                cells.add(value == null ? Table.missing() : Table.number(Numbers.fixed(value, 2), value));
            }
            Integer score = row.superbS();
            cells.add(score == null ? Table.missing() : Table.number(Integer.toString(score), score));
            cells.add(Table.cell(row.source()));
            table.row(cells);
        }
        return table.build();
    }

    /** What stands above a column, with an arrow towards the better values. */
    public static String name(LeaderboardColumn column) {
        String arrow = TaskColumn.arrow(column.direction());
        return column.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + column.metric() + " " + arrow;
    }
}
