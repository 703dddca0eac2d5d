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
        Leaderboard main = Leaderboard.withFurther(data.rows());
        if (!main.columns().isEmpty()) {
            section.note(
                    "Each upstream is frozen; a small head is trained on a learnt mix of its layers. \u2605 marks the "
                            + "best value of a column, the arrow points to better values, brackets hold the 95 % interval"
                            + (data.differences().isEmpty()
                                    ? ""
                                    : ", \u2248 marks what does not differ significantly from the best")
                            + ", and "
                            + "a dash is what was not measured. Rows of random weights are the floor that training has to "
                            + "beat.");
            section.add(table("Test scores of every upstream on every task", main));
            section.add(new PublishedTables(data.rows()).build().toArray(Element[]::new));
        }
        Leaderboard extra = Leaderboard.ofExtraSplits(data.rows());
        if (!extra.columns().isEmpty()) {
            section.add(Element.of("h3", "Other splits"), table("Scores on further splits", extra));
        }
        List<ResultRow> failed = data.failed();
        if (!failed.isEmpty()) {
            section.add(Element.of("h3", "What failed"), failures(failed));
        }
        return section;
    }

    private Element table(String caption, Leaderboard board) {
        Table table = new Table(caption).textColumn("upstream");
        board.columns().forEach(column -> table.column(head(column)));
        for (UpstreamKey upstream : board.upstreams()) {
            List<Element> cells = new ArrayList<>(List.of(name(board, upstream)));
            board.columns().forEach(column -> cells.add(cell(board, upstream, column)));
            table.row(cells);
        }
        return table.build();
    }

    private static Element head(TaskColumn column) {
        return Element.of("th")
                .css("num")
                .add(
                        Element.of("span", column.task()).css("task"),
                        Element.of("span", column.measure()).css("sub strong"),
                        Element.of("span", column.protocol()).css("sub"),
                        Element.of("span", column.split()).css("sub"));
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
                    : Element.of("td", "failed")
                            .css("num failed")
                            .with("title", cell.failed().get(0).detail());
        }
        String unit = column.metric().unit();
        boolean best = board.best(column).contains(upstream);
        Optional<Difference> difference = data.difference(column, upstream);
        String tested = difference.map(d -> "; " + d.words()).orElse("");
        boolean close = difference.isPresent() && !difference.get().significant();
        Element shown = Table.number("", cell.value()).with("title", about(cell) + tested);
        shown.css(best ? "num best" : "num");
        String value = Numbers.measured(cell.value(), unit);
        shown.add(
                best ? Element.of("strong", "\u2605 " + value) : Element.of("span", close ? "\u2248 " + value : value));
        String range = cell.range(unit);
        return range.isEmpty() ? shown : shown.add(Element.of("span", range).css("sub"));
    }

    private static String about(Cell cell) {
        List<String> parts = new ArrayList<>();
        for (double rate : cell.learningRates()) {
            parts.add("learning rate " + Numbers.scientific(rate));
        }
        for (ResultRow row : cell.measured()) {
            parts.add("n = " + row.n());
            if (row.seed() != null) {
                parts.add("seed " + row.seed());
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
                    Table.cell(row.kind()),
                    Table.cell(row.upstream()),
                    Table.cell(row.task()),
                    Table.cell(row.detail()));
        }
        return table.build();
    }
}
