package org.speechbench.cli;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.reports.compare.Delta;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.compare.Thresholds;
import org.speechbench.reports.table.TextRenderer;

/** A comparison for a terminal and for the comment of a pull request. */
record RegressionText(Deltas deltas) {
    private static final List<String> HEADS = List.of("verdict", "figure", "baseline", "current", "gained", "units");

    /** The comparison as aligned lines, the worst first. */
    List<String> lines() {
        List<List<String>> grid = new ArrayList<>(List.of(HEADS));
        deltas.sorted().forEach(delta -> grid.add(cells(delta)));
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
        lines.add("|---|---|---:|---:|---:|---:|");
        for (Delta delta : deltas.sorted()) {
            List<String> cells =
                    cells(delta).stream().map(RegressionText::escaped).toList();
            String verdict = delta.fails() ? "**" + cells.get(0) + "**" : cells.get(0);
            lines.add("| " + verdict + " | " + String.join(" | ", cells.subList(1, cells.size())) + " |");
        }
        lines.add("");
        notes().forEach(note -> lines.add(escaped(note) + "  "));
        return lines;
    }

    private static List<String> cells(Delta delta) {
        DeltaCells cells = new DeltaCells(delta);
        return List.of(delta.label(), cells.what(), cells.baseline(), cells.current(), cells.gained(), cells.units());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        Thresholds thresholds = deltas.thresholds();
        notes.add("Worse, better: the whole interval lies beyond " + thresholds.share() + " of a speed or "
                + thresholds.points()
                + " of a score; no loss: no part of it lies beyond on the bad side; equal: nor on the"
                + " good side; otherwise undecided. The chance of any false 'worse' is at most 5 %, and so is that of any"
                + " false 'better'.");
        if (deltas.isOpen()) {
            notes.add(
                    "What is undecided or not testable is neither pass nor fail; with --require-equal the exit status is 1."
                            + " Rounds may not be added after looking: plan their number by --power.");
        }
        notes.addAll(deltas.warnings());
        return notes;
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>|#])", "\\\\$1");
    }
}
