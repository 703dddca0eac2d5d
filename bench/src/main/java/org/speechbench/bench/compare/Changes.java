package org.speechbench.bench.compare;

import java.util.ArrayList;
import java.util.List;

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
        return current + " against " + baseline + ": " + String.join(", ", counts) + ".";
    }

    /** Of how many figures a loss of the threshold could have hidden in the noise. */
    public long unsure() {
        return changes.stream().filter(c -> c.couldHide(thresholds)).count();
    }
}
