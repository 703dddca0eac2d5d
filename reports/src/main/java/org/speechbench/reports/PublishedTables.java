package org.speechbench.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.SuperbAggregates.Aggregate;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Table;
import org.speechbench.tasks.leaderboard.LeaderboardColumn;
import org.speechbench.tasks.leaderboard.PublishedLeaderboard;
import org.speechbench.tasks.leaderboard.PublishedRow;

/** SUPERB's aggregate scores of own results, and the rows that were published, which are mixed with nothing. */
public record PublishedTables(List<ResultRow> rows) {
    List<Element> build() {
        List<Element> tables = new ArrayList<>();
        List<Aggregate> aggregates = new SuperbAggregates(rows).list();
        if (!aggregates.isEmpty()) {
            tables.add(Element.of("h3", "SUPERB's aggregate scores"));
            tables.add(table(aggregates));
            String note = new SuperbAggregates(rows).note();
            if (!note.isEmpty()) {
                tables.add(Element.of("p", note));
            }
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
                .filter(row -> row.is(RowKind.SCORE))
                .map(row -> row.protocol().taskName())
                .toList();
        return Arrays.stream(LeaderboardColumn.values())
                .filter(column -> tasks.contains(column.task()))
                .toList();
    }

    private static Element table(List<Aggregate> aggregates) {
        Table table = new Table(SuperbAggregates.CAPTION)
                .textColumn("upstream")
                .numberColumn("superb_s \u2191")
                .numberColumn("overall \u2191");
        for (Aggregate aggregate : aggregates) {
            table.row(
                    Table.head(aggregate.upstream().label()),
                    number(aggregate.superbS(), aggregate),
                    number(aggregate.overall(), aggregate));
        }
        return table.build();
    }

    private static Element number(OptionalDouble value, Aggregate aggregate) {
        return value.isPresent()
                ? Table.number(Numbers.fixed(value.getAsDouble(), 1), value.getAsDouble())
                : Table.missing().with("title", aggregate.reason());
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
        String arrow = TaskColumn.arrow(column.metric());
        return column.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + column.metric().id() + " " + arrow;
    }
}
