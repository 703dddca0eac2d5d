package org.speechbench.bench.compare;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.bench.speed.SpeedRows;

/**
 * A comparison with a baseline, and one of the same revisions side by side on this machine. A baseline was measured on
 * another day, perhaps beside other neighbours; a loss that is not there side by side is no loss of the code.
 */
public record Confirmation(Changes suspected, Changes sideBySide) {
    /** Those of the baseline, where a timing is worse only if it is worse side by side as well. */
    public Changes changes() {
        List<Change> changes = suspected.changes().stream().map(this::confirmed).toList();
        List<String> warnings = new ArrayList<>(suspected.warnings());
        warnings.addAll(sideBySide.warnings());
        warnings.add("What was worse than the baseline was measured again, both revisions side by side.");
        return new Changes(suspected.baseline(), suspected.current(), suspected.thresholds(), changes, warnings);
    }

    private Change confirmed(Change change) {
        if (change.verdict() != Verdict.WORSE || change.figure().isScore() || isWorseSideBySide(change)) {
            return change;
        }
        return new Change(
                change.row(),
                change.baseline(),
                change.current(),
                change.interval(),
                Verdict.SAME,
                "not worse side by side");
    }

    /** The same ratio, or the speed of the same call: that of the ceiling is no matter of the code. */
    private boolean isWorseSideBySide(Change change) {
        return sideBySide.of(Verdict.WORSE).stream()
                .anyMatch(other -> other.row().equals(change.row())
                        || (other.row().upstream().equals(change.row().upstream())
                                && other.row().task().equals(change.row().task())
                                && other.row().kind().equals(SpeedRows.THROUGHPUT)));
    }
}
