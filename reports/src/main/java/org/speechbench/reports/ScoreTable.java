package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Numbers;
import org.speechbench.reports.judge.Verdict;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.reports.significance.UpstreamKey;
import org.speechbench.reports.table.HtmlRenderer;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;
import org.speechbench.reports.table.TableModel.Mark;

/** The main table of the suite: scores by upstream and task. */
public record ScoreTable(ReportData data) {
    private static final String MODEL = "model";

    /** The scores on the main split of each task, with secondary metrics beside that of the task. */
    TableModel main() {
        return of(
                "scores",
                "Test scores of every upstream on every task",
                legend(
                        "Bold marks an upstream that is shown to be better than all others of its column",
                        "italics",
                        "no mark"),
                Leaderboard.withSecondary(data));
    }

    /** The scores on all other splits. */
    TableModel otherSplits() {
        return of("other-splits", "Scores on further splits", "", Leaderboard.ofExtraSplits(data));
    }

    /** The main scores with the labels of upstreams alone, and headings that the caller has chosen for the columns of the board. */
    TableModel named(Leaderboard board, List<Column> heads) {
        return scored(
                new TableModel.Columns<UpstreamKey>().text("upstream", upstream -> label(board, upstream)),
                board,
                heads,
                "scores",
                "",
                "");
    }

    /**
     * How to read a table of scores.
     *
     * @param best the way in which an upstream that is better than all others is marked, as the beginning of a sentence
     * @param leads the mark of one that leads but was not shown to be better
     * @param none what a column shows if no upstream has learnt anything
     */
    String legend(String best, String leads, String none) {
        return marks(best, leads, none) + " "
                + String.join(" ", data.standings().sentences());
    }

    private String marks(String best, String leads, String none) {
        return best + ", " + leads + " one that leads without having been shown to be better"
                + (data.standings().isEmpty() ? "" : ", and ? one that was not shown to be worse than what leads")
                + ". The arrow points to better values, brackets hold the 95 % interval over speakers"
                + (hasQueries() ? " (MTWV: over queries)" : "")
                + ", and "
                + Numbers.MISSING + " is what was not measured. A column where nobody has learnt anything has "
                + none + ".";
    }

    private boolean hasQueries() {
        return data.rows(RowKind.SCORE).stream().anyMatch(row -> row.metric().equals(Metrics.TERM_WEIGHTED_VALUE));
    }

    private TableModel of(String id, String caption, String note, Leaderboard board) {
        TableModel.Columns<UpstreamKey> table = new TableModel.Columns<UpstreamKey>()
                .add(Column.text("upstream"), upstream -> LabelMark.entry(upstream.label(), board.usesLabels(upstream)))
                .text(MODEL, upstream -> model(board, upstream));
        return scored(table, board, heads(board.columns()), id, caption, note);
    }

    private TableModel scored(
            TableModel.Columns<UpstreamKey> table,
            Leaderboard board,
            List<Column> heads,
            String id,
            String caption,
            String note) {
        for (int i = 0; i < heads.size(); i++) {
            TaskColumn column = board.columns().get(i);
            table.add(heads.get(i), upstream -> entry(board, upstream, column));
        }
        return table.build(id, caption, note, heads.isEmpty() ? List.of() : board.upstreams());
    }

    /** The parameters of heads are left out unless columns differ only in them. */
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
        List<String> lines = new ArrayList<>(
                List.of(column.task(), column.measure(), column.versionAndPreset(), head, column.split()));
        if (!column.corpus(all).isEmpty()) {
            lines.add(column.corpus(all));
        }
        return new Column(lines, Column.Style.NUMBER, false);
    }

    /** The label, which is marked if the upstream uses labels, with precision and digest if upstreams share it. */
    static String label(Leaderboard board, UpstreamKey upstream) {
        String own =
                LabelMark.entry(upstream.label(), board.usesLabels(upstream)).text();
        return Stream.concat(Stream.of(own), told(board, upstream).stream()).collect(Collectors.joining(", "));
    }

    /** The provider, size and weights, and also precision and digest if upstreams share a label. */
    private static String model(Leaderboard board, UpstreamKey upstream) {
        return Stream.concat(Stream.of(model(upstream)), told(board, upstream).stream())
                .collect(Collectors.joining(", "));
    }

    /** The provider, size and weights. */
    static String model(UpstreamKey upstream) {
        String init = upstream.init().equals("none") ? "" : upstream.random() ? "random weights" : upstream.init();
        return init.isEmpty() ? upstream.model() : upstream.model() + ", " + init;
    }

    /** What tells upstreams of one label apart. */
    private static List<String> told(Leaderboard board, UpstreamKey upstream) {
        boolean shared = board.upstreams().stream()
                .anyMatch(other -> !other.equals(upstream) && other.label().equals(upstream.label()));
        return shared
                ? Stream.of(upstream.precision(), upstream.shortDigest())
                        .filter(text -> !text.isEmpty())
                        .toList()
                : List.of();
    }

    private Entry entry(Leaderboard board, UpstreamKey upstream, TaskColumn column) {
        Cell cell = board.cell(upstream, column);
        if (!cell.ok()) {
            return cell.failed().isEmpty()
                    ? Entry.MISSING
                    : Entry.failed(cell.failed().get(0).detail());
        }
        String unit = column.metric().unit();
        String failures = cell.failures().isEmpty() ? "" : " (" + cell.failures() + ")";
        Optional<Comparison> compared = board.againstLeader(column, upstream);
        return Entry.of(Numbers.measured(cell.value(), unit) + failures, cell.value())
                .beside(cell.range(unit))
                .marked(mark(board, upstream, column, compared))
                .titled(about(cell) + compared.map(c -> "; " + c.words()).orElse(""));
    }

    private static Mark mark(
            Leaderboard board, UpstreamKey upstream, TaskColumn column, Optional<Comparison> compared) {
        if (board.leaders(column).contains(upstream)) {
            return board.best(column).isPresent() ? Mark.BEST : Mark.LEADING;
        }
        boolean worse = compared.filter(c -> c.verdict() == Verdict.WORSE).isPresent();
        return worse || compared.isEmpty() ? Mark.NONE : Mark.UNDECIDED;
    }

    private static String about(Cell cell) {
        List<String> parts = new ArrayList<>();
        for (double rate : cell.learningRates()) {
            parts.add("learning rate " + Numbers.scientific(rate));
        }
        for (ResultRow row : cell.measured()) {
            parts.add("n = " + row.measure().n());
            if (row.measure().seed() != null) {
                Long trained = row.subject().training().seed();
                parts.add((trained == null ? "" : "pre-training seed " + trained + ", head ") + "seed "
                        + row.measure().seed());
            }
            if (!row.detail().isEmpty()) {
                parts.add(row.detail());
            }
            if (cell.measured().size() > 1) {
                Cell one = Cell.of(row);
                parts.add(one.text() + " " + one.range(row.metric().unit()));
            }
        }
        if (cell.interval() != null) {
            parts.add("95 % interval");
        }
        return String.join("; ", parts);
    }

    /** The parameters of the heads, which are too long for the table header. */
    TableModel protocols() {
        return new TableModel.Columns<TaskColumn>()
                .text("task", column -> column.task() + ", " + column.metric().label())
                .add(Column.of("version, preset, head", Column.Style.LONG), column -> Entry.of(column.terms()))
                .text("split", TaskColumn::split)
                .add(
                        Column.of("corpus", Column.Style.CODE),
                        column -> Entry.of(column.protocol().corpus()))
                .build(
                        "protocols",
                        "How each column was measured",
                        "",
                        Leaderboard.withSecondary(data).columns());
    }

    /** The section with scores by upstream and task, scores on further splits, and failures. */
    Section section() {
        return section("", main(), new ReportTables(data).failures());
    }

    /**
     * The same section with tables that say more.
     *
     * @param first sentences before the explanation, with a space after them; may be empty
     */
    Section section(String first, TableModel main, TableModel failures) {
        Section section = new Section("scores", "Scores");
        if (!main.isEmpty()) {
            section.note(first
                    + "Each upstream is frozen; a small head is trained on a learnt mix of its layers. "
                    + marks(
                            "\u2605 marks an upstream that is shown to be better than all others of its column",
                            "\u2606",
                            "no star")
                    + " Rows of random weights are the floor that training has to beat.");
            section.add(HtmlRenderer.filterable(main.folded(MODEL)));
            TableModel protocols = protocols();
            section.add(Section.details(protocols.caption(), HtmlRenderer.render(protocols)));
            section.add(new PublishedTables(data.rows()).build().toArray(Element[]::new));
        }
        TableModel extra = otherSplits();
        if (!extra.isEmpty()) {
            section.add(Element.of("h3", "Other splits"), HtmlRenderer.filterable(extra.folded(MODEL)));
        }
        if (!failures.isEmpty()) {
            section.add(Element.of("h3", "What failed").with("id", "failed"), HtmlRenderer.render(failures));
        }
        return section;
    }
}
