package org.speechbench.bench.revision;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.bench.speed.SpeedRows;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.compare.Change;
import org.speechbench.reports.compare.Changes;
import org.speechbench.reports.compare.Verdict;

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
        if (change.verdict() != Verdict.WORSE || change.figure().isScore()) {
            return change;
        }
        List<Verdict> found = sideBySide.changes().stream()
                .filter(other -> isAboutTheSame(change, other))
                .map(Change::verdict)
                .toList();
        if (found.contains(Verdict.WORSE)) {
            return change;
        }
        boolean ruledOut = !found.isEmpty() && !found.contains(Verdict.UNDECIDED) && !found.contains(Verdict.MISSING);
        return new Change(
                change.row(),
                change.baseline(),
                change.current(),
                change.interval(),
                ruledOut ? Verdict.NOT_WORSE : Verdict.UNDECIDED,
                ruledOut ? "not worse side by side" : "not shown to be worse side by side");
    }

    /** The same ratio, or the speed of the same call: that of the ceiling is no matter of the code. */
    private static boolean isAboutTheSame(Change change, Change other) {
        return other.row().onAnyMachine().equals(change.row().onAnyMachine())
                || (other.row().upstream().equals(change.row().upstream())
                        && other.row().task().equals(change.row().task())
                        && other.row().kind() == RowKind.THROUGHPUT);
    }
}
