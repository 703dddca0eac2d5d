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
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.table.HtmlRenderer;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;
import org.speechbench.tasks.leaderboard.LeaderboardColumn;
import org.speechbench.tasks.leaderboard.PublishedRow;

/**
 * SUPERB's aggregate scores of the user's results, and the published rows, which are never mixed with other results.
 */
public record PublishedTables(List<ResultRow> rows) {
    List<Element> build() {
        List<Element> tables = new ArrayList<>();
        TableModel aggregates = aggregates();
        if (!aggregates.isEmpty()) {
            tables.add(Element.of("h3", "SUPERB's aggregate scores"));
            tables.add(HtmlRenderer.render(aggregates));
            if (!aggregates.note().isEmpty()) {
                tables.add(Element.of("p", aggregates.note()));
            }
        }
        TableModel published = published();
        if (!published.isEmpty()) {
            tables.add(Section.details(
                    "Published results, not measured here",
                    Element.of("p", published.note()),
                    HtmlRenderer.render(published)));
        }
        return tables;
    }

    /** The columns of the leaderboard for tasks that have scores. */
    public List<LeaderboardColumn> columns() {
        List<String> tasks = rows.stream()
                .filter(row -> row.is(RowKind.SCORE))
                .map(row -> row.protocol().taskName())
                .toList();
        return Arrays.stream(LeaderboardColumn.values())
                .filter(column -> tasks.contains(column.task()))
                .toList();
    }

    /** SUPERB's aggregate scores; a dash if an upstream lacks a task. */
    TableModel aggregates() {
        SuperbAggregates aggregates = new SuperbAggregates(rows);
        return new TableModel.Columns<Aggregate>()
                .text("upstream", one -> one.upstream().label())
                .number(
                        "superb_s \u2191",
                        one -> entry(one.superbS(), one.errors().superbS(), one))
                .number(
                        "overall \u2191",
                        one -> entry(one.overall(), one.errors().overall(), one))
                .build("aggregates", SuperbAggregates.CAPTION, aggregates.note(), aggregates.list());
    }

    private static Entry entry(OptionalDouble value, OptionalDouble error, Aggregate aggregate) {
        if (value.isEmpty()) {
            return Entry.MISSING.titled(aggregate.reason());
        }
        Entry known = Entry.of(Numbers.fixed(value.getAsDouble(), 1), value.getAsDouble());
        return error.isEmpty()
                ? known
                : known.beside("\u00b1 " + Numbers.fixed(error.getAsDouble(), 1))
                        .titled("half of the 95 % interval, propagated from those of the tasks");
    }

    /** The rows of the SUPERB leaderboard. */
    TableModel published() {
        List<LeaderboardColumn> columns = columns();
        TableModel.Columns<PublishedRow> table = new TableModel.Columns<PublishedRow>()
                .text("upstream", PublishedRow::upstream)
                .number("parameters, M", row -> Entry.of(Numbers.fixed(row.megaparameters(), 1), row.megaparameters()));
        columns.forEach(column -> table.number(name(column), row -> value(row, column)));
        table.add(Column.number("superb_s \u2191").onPage(), row -> {
            Integer score = row.superbS();
            return score == null ? Entry.MISSING : Entry.of(Integer.toString(score), score);
        });
        table.text("source", PublishedRow::source);
        return table.build(
                "published",
                "Published rows of the SUPERB leaderboard, not measured here",
                "SUPERB's protocol on SUPERB's corpora with tuned learning rates: nothing to compare with scores of the"
                        + " quick preset or of other corpora.",
                columns.isEmpty() ? List.of() : PublishedRow.published());
    }

    private static Entry value(PublishedRow row, LeaderboardColumn column) {
        Double value = row.values().get(column);
        return value == null ? Entry.MISSING : Entry.of(Numbers.fixed(value, 2), value);
    }

    /** The heading of a column, with an arrow towards better values. */
    private static String name(LeaderboardColumn column) {
        String arrow = TaskColumn.arrow(column.metric());
        return column.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                + column.metric().id() + " " + arrow;
    }
}
