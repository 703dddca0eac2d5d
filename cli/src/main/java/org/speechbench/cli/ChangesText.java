package org.speechbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.speechbench.reports.compare.Change;
import org.speechbench.reports.compare.Changes;
import org.speechbench.reports.compare.Thresholds;
import org.speechbench.reports.compare.Verdict;
import org.speechbench.reports.table.TextRenderer;

/** A comparison for a terminal and for the comment of a pull request. */
record ChangesText(Changes changes) {
    private static final List<String> HEADS = List.of("verdict", "figure", "baseline", "current", "gained");

    /** Aligned lines, the worst first. */
    List<String> lines() {
        List<List<String>> grid = new ArrayList<>(List.of(HEADS));
        sorted().forEach(change -> grid.add(cells(change)));
        List<String> lines = new ArrayList<>(TextRenderer.lines(grid));
        lines.add("");
        lines.add(changes.sentence());
        lines.addAll(notes());
        return lines;
    }

    /** GitHub's Markdown. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("### speechbench: " + changes.title());
        lines.add("");
        lines.add(escaped(changes.sentence()));
        lines.add("");
        lines.add("| " + String.join(" | ", HEADS) + " |");
        lines.add("|---|---|---:|---:|---:|");
        for (Change change : sorted()) {
            List<String> cells =
                    cells(change).stream().map(ChangesText::escaped).toList();
            String verdict = change.verdict().fails() ? "**" + cells.get(0) + "**" : cells.get(0);
            lines.add("| " + verdict + " | " + String.join(" | ", cells.subList(1, cells.size())) + " |");
        }
        lines.add("");
        notes().forEach(note -> lines.add(escaped(note) + "  "));
        return lines;
    }

    private List<Change> sorted() {
        List<Change> sorted = new ArrayList<>();
        for (Verdict verdict : List.of(
                Verdict.WORSE, Verdict.MISSING, Verdict.UNDECIDED, Verdict.BETTER, Verdict.NOT_WORSE, Verdict.NEW)) {
            sorted.addAll(changes.of(verdict));
        }
        return sorted;
    }

    private static List<String> cells(Change change) {
        ChangeCells cells = new ChangeCells(change);
        return List.of(change.verdict().id(), cells.what(), cells.baseline(), cells.current(), cells.gained());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        Thresholds thresholds = changes.thresholds();
        notes.add(String.format(
                Locale.ROOT,
                "Worse: the whole interval lies below -%.1f %% of a speed or -%.2f points of a score; not worse: none of it"
                        + " does; otherwise undecided. Intervals are 95 %%, corrected for the number of figures.",
                100 * thresholds.regression(),
                thresholds.scoreLoss()));
        if (!changes.of(Verdict.UNDECIDED).isEmpty()) {
            notes.add(
                    "Undecided is no failure: the exit status is 1 for what is worse or missing alone. More rounds decide.");
        }
        notes.addAll(changes.warnings());
        return notes;
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>|#])", "\\\\$1");
    }
}
