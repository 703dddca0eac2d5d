package org.speechbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.speechbench.reports.compare.Delta;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.compare.RegressionVerdict;
import org.speechbench.reports.compare.Thresholds;
import org.speechbench.reports.table.TextRenderer;

/** A comparison for a terminal and for the comment of a pull request. */
record RegressionText(Deltas deltas) {
    private static final List<String> HEADS = List.of("verdict", "figure", "baseline", "current", "gained");

    /** The comparison as aligned lines, the worst first. */
    List<String> lines() {
        List<List<String>> grid = new ArrayList<>(List.of(HEADS));
        sorted().forEach(delta -> grid.add(cells(delta)));
        List<String> lines = new ArrayList<>(TextRenderer.lines(grid));
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
        lines.add(escaped(deltas.sentence()));
        lines.add("");
        lines.add("| " + String.join(" | ", HEADS) + " |");
        lines.add("|---|---|---:|---:|---:|");
        for (Delta delta : sorted()) {
            List<String> cells =
                    cells(delta).stream().map(RegressionText::escaped).toList();
            String verdict = delta.verdict().fails() ? "**" + cells.get(0) + "**" : cells.get(0);
            lines.add("| " + verdict + " | " + String.join(" | ", cells.subList(1, cells.size())) + " |");
        }
        lines.add("");
        notes().forEach(note -> lines.add(escaped(note) + "  "));
        return lines;
    }

    private List<Delta> sorted() {
        List<Delta> sorted = new ArrayList<>();
        for (RegressionVerdict verdict : List.of(
                RegressionVerdict.WORSE,
                RegressionVerdict.MISSING,
                RegressionVerdict.UNDECIDED,
                RegressionVerdict.BETTER,
                RegressionVerdict.NOT_WORSE,
                RegressionVerdict.NEW)) {
            sorted.addAll(deltas.of(verdict));
        }
        return sorted;
    }

    private static List<String> cells(Delta delta) {
        DeltaCells cells = new DeltaCells(delta);
        return List.of(delta.verdict().id(), cells.what(), cells.baseline(), cells.current(), cells.gained());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        Thresholds thresholds = deltas.thresholds();
        notes.add(String.format(
                Locale.ROOT,
                "Worse: the whole interval lies below -%.1f %% of a speed or -%.2f points of a score; not worse: none of it"
                        + " does; otherwise undecided. Intervals are 95 %%, corrected for the number of figures.",
                100 * thresholds.regression(),
                thresholds.scoreLoss()));
        if (!deltas.of(RegressionVerdict.UNDECIDED).isEmpty()) {
            notes.add(
                    "Undecided is no failure: the exit status is 1 for what is worse or missing alone. More rounds decide.");
        }
        notes.addAll(deltas.warnings());
        return notes;
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>|#])", "\\\\$1");
    }
}
