package org.speechbench.reports.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.speechbench.reports.judge.Verdict;

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
        return deltas.stream().anyMatch(Delta::fails);
    }

    /** Whether any figure could be tested, whatever was found. */
    public boolean isTested() {
        return tested() > 0;
    }

    private long tested() {
        return deltas.stream()
                .filter(delta -> delta.presence() == Delta.Presence.BOTH && !delta.is(Verdict.NOT_TESTABLE))
                .count();
    }

    /** The comparisons among which the chance of a false verdict was shared, as a sentence. */
    public String family() {
        return "Family: the " + tested() + " of " + deltas.size() + (deltas.size() == 1 ? " figure" : " figures")
                + " that could be tested; claims that experiments planned are not used here.";
    }

    /** Whether a loss beyond the threshold is neither shown nor ruled out for any figure. */
    public boolean isOpen() {
        return deltas.stream().anyMatch(Delta::isOpen);
    }

    /** The deltas with a label. */
    public List<Delta> of(String label) {
        return deltas.stream().filter(delta -> delta.label().equals(label)).toList();
    }

    /** All deltas, those that need attention first. */
    public List<Delta> sorted() {
        return deltas.stream().sorted(Comparator.comparingInt(Deltas::rank)).toList();
    }

    private static int rank(Delta delta) {
        if (delta.fails()) {
            return delta.is(Verdict.WORSE) ? 0 : 1;
        }
        if (delta.isOpen()) {
            return delta.is(Verdict.NOT_TESTABLE) ? 3 : 2;
        }
        if (delta.presence() == Delta.Presence.NEW) {
            return 6;
        }
        return delta.is(Verdict.BETTER) ? 4 : 5;
    }

    /** The outcome in one sentence. */
    public String sentence() {
        List<String> counts = sorted().stream()
                .map(Delta::label)
                .distinct()
                .map(label -> of(label).size() + " " + label)
                .toList();
        return current + " against " + baseline + ": " + title() + ": " + String.join(", ", counts) + ".";
    }

    /** The outcome in a few words: that of the figure that needs most attention. */
    public String title() {
        List<Delta> sorted = sorted();
        if (sorted.isEmpty() || sorted.get(0).presence() == Delta.Presence.NEW) {
            return "nothing to compare";
        }
        Delta first = sorted.get(0);
        if (first.fails()) {
            return first.is(Verdict.WORSE) ? "worse" : "figures are missing";
        }
        if (first.is(Verdict.NOT_TESTABLE)) {
            boolean all = deltas.stream().noneMatch(delta -> delta.finding().excludesLoss());
            return all ? first.verdict() : noLoss() + ", others not testable";
        }
        return first.isOpen() ? "undecided (could hide " + hidden() + ")" : noLoss();
    }

    /** The greatest loss that would not have been detected. */
    private String hidden() {
        List<String> losses = new ArrayList<>();
        most(false).ifPresent(share -> losses.add(String.format(Locale.ROOT, "%.0f %%", 100 * share)));
        most(true).ifPresent(points -> losses.add(String.format(Locale.ROOT, "%.2f points", points)));
        return String.join(" or ", losses);
    }

    private OptionalDouble most(boolean scores) {
        return deltas.stream()
                .filter(delta -> delta.isOpen() && delta.isScore() == scores)
                .mapToDouble(Delta::couldHide)
                .filter(Double::isFinite)
                .max();
    }

    private String noLoss() {
        List<String> kinds = new ArrayList<>();
        if (deltas.stream()
                .anyMatch(delta -> !delta.isScore() && delta.finding().excludesLoss())) {
            kinds.add(thresholds.share());
        }
        if (deltas.stream().anyMatch(delta -> delta.isScore() && delta.finding().excludesLoss())) {
            kinds.add(thresholds.points());
        }
        return "no loss over " + String.join(" or ", kinds);
    }
}
