package org.speechbench.reports.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The outcome of a comparison.
 *
 * @param baseline the name of the baseline
 * @param current the name of the current run
 * @param deltas the deltas, one for each figure, in the order of the baseline, followed by new figures
 * @param warnings warnings for the reader, as sentences
 */
public record Deltas(
        String baseline, String current, Thresholds thresholds, List<Delta> deltas, List<String> warnings) {
    public Deltas {
        deltas = List.copyOf(deltas);
        warnings = List.copyOf(warnings);
    }

    /** Whether anything is worse or missing. */
    public boolean fails() {
        return deltas.stream().anyMatch(delta -> delta.verdict().fails());
    }

    /** The deltas with one verdict. */
    public List<Delta> of(RegressionVerdict verdict) {
        return deltas.stream().filter(c -> c.verdict() == verdict).toList();
    }

    /** The outcome in one sentence. */
    public String sentence() {
        List<String> counts = new ArrayList<>();
        for (RegressionVerdict verdict : RegressionVerdict.values()) {
            int count = of(verdict).size();
            if (count > 0) {
                counts.add(count + " " + verdict.id());
            }
        }
        return current + " against " + baseline + ": " + title() + ": " + String.join(", ", counts) + ".";
    }

    /** The outcome in a few words: that of the worst figure. */
    public String title() {
        if (!of(RegressionVerdict.WORSE).isEmpty()) {
            return "worse";
        }
        if (!of(RegressionVerdict.MISSING).isEmpty()) {
            return "figures are missing";
        }
        if (!of(RegressionVerdict.UNDECIDED).isEmpty()) {
            return "undecided" + hidden();
        }
        return of(RegressionVerdict.BETTER).isEmpty()
                        && of(RegressionVerdict.NOT_WORSE).isEmpty()
                ? "nothing to compare"
                : "no loss over " + allowed();
    }

    /** The greatest loss that would not have been detected. */
    private String hidden() {
        List<String> losses = new ArrayList<>();
        most(false).ifPresent(share -> losses.add(String.format(Locale.ROOT, "%.0f %%", 100 * share)));
        most(true).ifPresent(points -> losses.add(String.format(Locale.ROOT, "%.2f points", points)));
        return losses.isEmpty() ? "" : " (could hide a loss of " + String.join(" or ", losses) + ")";
    }

    private OptionalDouble most(boolean scores) {
        return of(RegressionVerdict.UNDECIDED).stream()
                .filter(delta -> delta.series().isScore() == scores)
                .mapToDouble(Delta::couldHide)
                .filter(Double::isFinite)
                .max();
    }

    private String allowed() {
        List<String> kinds = new ArrayList<>();
        if (deltas.stream().anyMatch(delta -> !delta.series().isScore())) {
            kinds.add(String.format(Locale.ROOT, "%.1f %%", 100 * thresholds.regression()));
        }
        if (deltas.stream().anyMatch(delta -> delta.series().isScore())) {
            kinds.add(String.format(Locale.ROOT, "%.2f points", thresholds.scoreLoss()));
        }
        return String.join(" or ", kinds);
    }
}
