package org.speechbench.reports.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The outcome of a comparison.
 *
 * @param baseline its name
 * @param current its name
 * @param changes one for each figure, in the order of the baseline, then what is new
 * @param warnings what a reader must know, in sentences
 */
public record Changes(
        String baseline, String current, Thresholds thresholds, List<Change> changes, List<String> warnings) {
    public Changes {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
    }

    /** Whether anything is worse or missing. */
    public boolean fails() {
        return changes.stream().anyMatch(change -> change.verdict().fails());
    }

    /** Those of one verdict. */
    public List<Change> of(Verdict verdict) {
        return changes.stream().filter(c -> c.verdict() == verdict).toList();
    }

    /** The outcome in one sentence. */
    public String sentence() {
        List<String> counts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            int count = of(verdict).size();
            if (count > 0) {
                counts.add(count + " " + verdict.id());
            }
        }
        return current + " against " + baseline + ": " + title() + ": " + String.join(", ", counts) + ".";
    }

    /** The outcome in few words: that of the worst figure. */
    public String title() {
        if (!of(Verdict.WORSE).isEmpty()) {
            return "worse";
        }
        if (!of(Verdict.MISSING).isEmpty()) {
            return "figures are missing";
        }
        if (!of(Verdict.UNDECIDED).isEmpty()) {
            return "undecided" + hidden();
        }
        return of(Verdict.BETTER).isEmpty() && of(Verdict.NOT_WORSE).isEmpty()
                ? "nothing to compare"
                : "no loss over " + allowed();
    }

    /** How great a loss would not have been seen. */
    private String hidden() {
        List<String> losses = new ArrayList<>();
        most(false).ifPresent(share -> losses.add(String.format(Locale.ROOT, "%.0f %%", 100 * share)));
        most(true).ifPresent(points -> losses.add(String.format(Locale.ROOT, "%.2f points", points)));
        return losses.isEmpty() ? "" : " (could hide a loss of " + String.join(" or ", losses) + ")";
    }

    private OptionalDouble most(boolean scores) {
        return of(Verdict.UNDECIDED).stream()
                .filter(change -> change.figure().isScore() == scores)
                .mapToDouble(Change::couldHide)
                .filter(Double::isFinite)
                .max();
    }

    private String allowed() {
        List<String> kinds = new ArrayList<>();
        if (changes.stream().anyMatch(change -> !change.figure().isScore())) {
            kinds.add(String.format(Locale.ROOT, "%.1f %%", 100 * thresholds.regression()));
        }
        if (changes.stream().anyMatch(change -> change.figure().isScore())) {
            kinds.add(String.format(Locale.ROOT, "%.2f points", thresholds.scoreLoss()));
        }
        return String.join(" or ", kinds);
    }
}
