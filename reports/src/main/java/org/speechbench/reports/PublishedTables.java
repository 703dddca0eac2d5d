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
import org.speechbench.reports.table.HtmlRenderer;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;
import org.speechbench.tasks.leaderboard.LeaderboardColumn;
import org.speechbench.tasks.leaderboard.PublishedLeaderboard;
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
        TableModel.Builder table = new TableModel.Builder()
                .column(Column.text("upstream"))
                .column(Column.number("superb_s \u2191"))
                .column(Column.number("overall \u2191"));
        aggregates
                .list()
                .forEach(one -> table.row(
                        Entry.of(one.upstream().label()), entry(one.superbS(), one), entry(one.overall(), one)));
        return table.build("aggregates", SuperbAggregates.CAPTION, aggregates.note());
    }

    private static Entry entry(OptionalDouble value, Aggregate aggregate) {
        double known = value.orElse(Double.NaN);
        return value.isPresent() ? Entry.of(Numbers.fixed(known, 1), known) : Entry.MISSING.titled(aggregate.reason());
    }

    /** The rows of the SUPERB leaderboard. */
    TableModel published() {
        List<LeaderboardColumn> columns = columns();
        TableModel.Builder table =
                new TableModel.Builder().column(Column.text("upstream")).column(Column.number("parameters, M"));
        columns.forEach(column -> table.column(Column.number(name(column))));
        table.column(Column.number("superb_s \u2191").onPage()).column(Column.text("source"));
        for (PublishedRow row : columns.isEmpty() ? List.<PublishedRow>of() : PublishedLeaderboard.published()) {
            List<Entry> entries = new ArrayList<>(List.of(
                    Entry.of(row.upstream()), Entry.of(Numbers.fixed(row.megaparameters(), 1), row.megaparameters())));
            for (LeaderboardColumn column : columns) {
                Double value = row.values().get(column);
                entries.add(value == null ? Entry.MISSING : Entry.of(Numbers.fixed(value, 2), value));
            }
            Integer score = row.superbS();
            entries.add(score == null ? Entry.MISSING : Entry.of(Integer.toString(score), score));
            entries.add(Entry.of(row.source()));
            table.row(entries);
        }
        return table.build(
                "published",
                "Published rows of the SUPERB leaderboard, not measured here",
                "SUPERB's protocol on SUPERB's corpora with tuned learning rates: nothing to compare with scores of the"
                        + " quick preset or of other corpora.");
    }

    /** The heading of a column, with an arrow towards better values. */
    private static String name(LeaderboardColumn column) {
        String arrow = TaskColumn.arrow(column.metric());
        return column.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                + column.metric().id() + " " + arrow;
    }
}
