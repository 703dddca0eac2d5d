package org.speechbench.cli;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.reports.compare.Delta;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.compare.Thresholds;
import org.speechbench.reports.table.MarkdownRenderer;
import org.speechbench.reports.table.TableModel;
import org.speechbench.reports.table.TableModel.Column;
import org.speechbench.reports.table.TableModel.Entry;
import org.speechbench.reports.table.TableModel.Mark;
import org.speechbench.reports.table.TextRenderer;

/** A comparison for a terminal and for the comment of a pull request. */
record RegressionText(Deltas deltas) {
    private static final TableModel.Columns<DeltaCells> TABLE = new TableModel.Columns<DeltaCells>()
            .add(Column.text("verdict"), cells -> verdict(cells.delta()))
            .text("figure", DeltaCells::what)
            .add(Column.number("baseline"), cells -> Entry.of(cells.baseline()))
            .add(Column.number("current"), cells -> Entry.of(cells.current()))
            .text("gained", DeltaCells::gained)
            .text("units", DeltaCells::units);

    /** The comparison as aligned lines, the worst first. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(TextRenderer.lines(table()));
        lines.add("");
        lines.add(deltas.sentence());
        lines.addAll(notes());
        return lines;
    }

    /** The comparison in GitHub's Markdown. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("### speechbench: " + deltas.title());
        lines.add("");
        lines.add(MarkdownRenderer.escape(deltas.sentence()));
        lines.add("");
        MarkdownRenderer.render(table()).lines().forEach(lines::add);
        lines.add("");
        notes().forEach(note -> lines.add(MarkdownRenderer.escape(note) + "  "));
        return lines;
    }

    private TableModel table() {
        return TABLE.build("compare", "", "", DeltaCells.of(deltas.sorted()));
    }

    private static Entry verdict(Delta delta) {
        Entry verdict = Entry.of(delta.label());
        return delta.fails() ? verdict.marked(Mark.ALARMING) : verdict;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        Thresholds thresholds = deltas.thresholds();
        notes.add("Worse, better: the whole interval lies beyond " + thresholds.share() + " of a speed or "
                + thresholds.points()
                + " of a score; no loss: no part of it lies beyond on the bad side; equal: nor on the"
                + " good side; otherwise undecided. The chance of any false 'worse' is at most 5 %, and so is that of any"
                + " false 'better'.");
        if (deltas.isOpen() && deltas.isTested()) {
            notes.add(
                    "What is undecided or not testable is neither pass nor fail; with --require-equal the exit status is 1."
                            + " Rounds may not be added after looking: plan their number by --power.");
        }
        notes.add(deltas.family());
        notes.addAll(deltas.warnings());
        return notes;
    }
}
