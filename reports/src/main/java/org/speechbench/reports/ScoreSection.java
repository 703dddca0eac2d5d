package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.result.ResultRow;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.html.Table;

/** Upstreams x tasks: the table that the bench is for, the scores on further splits, and what failed. */
record ScoreSection(ReportData data) {
    Section build() {
        Section section = new Section("scores", "Scores");
        Leaderboard main = Leaderboard.withFurther(data);
        if (!main.columns().isEmpty()) {
            section.note(
                    "Each upstream is frozen; a small head is trained on a learnt mix of its layers. \u2605 marks the "
                            + "best value of a column, the arrow points to better values, brackets hold the 95 % interval"
                            + (data.differences().isEmpty()
                                    ? ""
                                    : ", ? marks what a test could not tell from the best (undecided)")
                            + ", and "
                            + "a dash is what was not measured. Rows of random weights are the floor that training has to "
                            + "beat. A column where nobody has learnt anything has no star."
                            + (data.differences().isEmpty() ? "" : " " + Difference.SCOPE));
            section.add(table("Test scores of every upstream on every task", main));
            section.add(protocols(main));
            section.add(new PublishedTables(data.rows()).build().toArray(Element[]::new));
        }
        Leaderboard extra = Leaderboard.ofExtraSplits(data);
        if (!extra.columns().isEmpty()) {
            section.add(Element.of("h3", "Other splits"), table("Scores on further splits", extra));
        }
        List<ResultRow> failed = data.failed();
        if (!failed.isEmpty()) {
            section.add(Element.of("h3", "What failed").with("id", "failed"), failures(failed));
        }
        return section;
    }

    private Element table(String caption, Leaderboard board) {
        Table table = new Table(caption).filterable().textColumn("upstream");
        board.columns().forEach(column -> table.column(head(column, board.columns())));
        for (UpstreamKey upstream : board.upstreams()) {
            List<Element> cells = new ArrayList<>(List.of(name(board, upstream)));
            board.columns().forEach(column -> cells.add(cell(board, upstream, column)));
            table.row(cells);
        }
        return table.build();
    }

    /** Parameters of the heads are too long for the table's head. */
    private static Element protocols(Leaderboard board) {
        Table table = new Table("How each column was measured")
                .textColumn("task")
                .textColumn("version, preset, head")
                .textColumn("split")
                .textColumn("corpus");
        board.columns()
                .forEach(column -> table.row(
                        Table.head(column.task() + ", " + column.metric().label()),
                        Table.cell(column.terms()).css("wrap"),
                        Table.cell(column.split()),
                        Table.cell(column.protocol().corpus()).css("mono")));
        return Section.details("How each column was measured", table.build());
    }

    private static Element head(TaskColumn column, List<TaskColumn> all) {
        return Element.of("th")
                .css("num")
                .add(
                        Element.of("span", column.task()).css("task"),
                        measure(column),
                        Element.of("span", column.terms(all)).css("sub"),
                        Element.of("span", column.split()).css("sub"))
                .addAll(corpus(column, all));
    }

    private static List<Element> corpus(TaskColumn column, List<TaskColumn> all) {
        String which = column.corpus(all);
        return which.isEmpty() ? List.of() : List.of(Element.of("span", which).css("sub"));
    }

    /** The arrow in words for those who hear the page. */
    private static Element measure(TaskColumn column) {
        return Element.of(
                        "span", (column.metric().label() + " " + column.metric().unit()).strip() + " ")
                .css("sub strong")
                .add(
                        Element.of("span", column.arrow()).with("aria-hidden", "true"),
                        Element.of("span", column.direction()).css("sr"));
    }

    private static Element name(Leaderboard board, UpstreamKey upstream) {
        boolean shared = board.upstreams().stream()
                .anyMatch(other -> !other.equals(upstream) && other.label().equals(upstream.label()));
        String digest = shared && !upstream.digest().isEmpty()
                ? " "
                        + upstream.digest()
                                .substring(0, Math.min(8, upstream.digest().length()))
                : "";
        Element head = Element.of("th")
                .with("scope", "row")
                .add(Element.of("span", upstream.label()).css("task"));
        Element sub = Element.of("span", upstream.model() + digest + " ").css("sub");
        if (!upstream.init().isEmpty() && !upstream.init().equals("none")) {
            String init = upstream.random() ? "random weights" : upstream.init();
            sub.add(Element.of("span", init).css(upstream.random() ? "tag floor" : "tag"));
        }
        if (board.usesLabels(upstream)) {
            sub.text(" ").add(LabelMark.badge());
        }
        return head.add(sub);
    }

    private Element cell(Leaderboard board, UpstreamKey upstream, TaskColumn column) {
        Cell cell = board.cell(upstream, column);
        if (!cell.ok()) {
            return cell.failed().isEmpty()
                    ? Table.missing()
                    : Element.of("td")
                            .css("num failed")
                            .with("title", cell.failed().get(0).detail())
                            .add(Element.of("a", "failed").with("href", "#failed"));
        }
        String unit = column.metric().unit();
        boolean best = board.best(column).contains(upstream);
        Optional<Difference> difference = data.difference(column, upstream);
        String tested = difference.map(d -> "; " + d.words()).orElse("");
        boolean undecided = difference.isPresent() && difference.get().undecided();
        Element shown = Table.number("", cell.value()).with("title", about(cell) + tested);
        shown.css(best ? "num best" : "num");
        String value = Numbers.measured(cell.value(), unit);
        if (best) {
            shown.add(marked("strong", "\u2605", value, " best"));
        } else if (undecided) {
            shown.add(marked("span", "?", value, " undecided against the best"));
        } else {
            shown.add(Element.of("span", value));
        }
        String range = cell.range(unit);
        if (!range.isEmpty()) {
            shown.add(Element.of("span", range).css("sub"));
        }
        return cell.failures().isEmpty()
                ? shown
                : shown.add(Element.of("span")
                        .css("sub failed")
                        .add(Element.of("a", cell.failures()).with("href", "#failed")));
    }

    /** A sign for the eye, words for the ear. */
    private static Element marked(String element, String sign, String value, String words) {
        return Element.of(element)
                .add(
                        Element.of("span", sign + " ").with("aria-hidden", "true"),
                        Element.of("span", value),
                        Element.of("span", words).css("sr"));
    }

    private static String about(Cell cell) {
        List<String> parts = new ArrayList<>();
        for (double rate : cell.learningRates()) {
            parts.add("learning rate " + Numbers.scientific(rate));
        }
        for (ResultRow row : cell.measured()) {
            parts.add("n = " + row.measure().n());
            if (row.measure().seed() != null) {
                parts.add("seed " + row.measure().seed());
            }
            if (!row.detail().isEmpty()) {
                parts.add(row.detail());
            }
            if (cell.measured().size() > 1) {
                parts.add(Numbers.measured(Cell.of(row).value(), row.metric().unit()) + " "
                        + Cell.of(row).range(row.metric().unit()));
            }
        }
        if (cell.interval() != null) {
            parts.add(cell.intervalMeaning());
        }
        return String.join("; ", parts);
    }

    private static Element failures(List<ResultRow> failed) {
        Table table = new Table("Measurements that failed, with the reason")
                .textColumn("what")
                .textColumn("upstream")
                .textColumn("task")
                .textColumn("reason");
        for (ResultRow row : failed) {
            table.row(
                    Table.cell(row.kind().id()),
                    Table.cell(row.upstream()),
                    Table.cell(row.task()),
                    Table.cell(row.detail()));
        }
        return table.build();
    }
}
