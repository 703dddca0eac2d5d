package org.speechbench.bench.revision;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.result.RowKind;
import org.speechbench.reports.compare.Delta;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.compare.RegressionVerdict;

/**
 * A comparison with a baseline, and one of the same revisions side by side on this machine. A baseline was measured on
 * another day, perhaps while other processes were running; a loss that does not occur side by side is not a loss in the
 * code.
 */
public record Confirmation(Deltas suspected, Deltas sideBySide) {
    /** The deltas from the baseline, in which a timing is worse only if it is worse side by side as well. */
    public Deltas deltas() {
        List<Delta> deltas = suspected.deltas().stream().map(this::confirmed).toList();
        List<String> warnings = new ArrayList<>(suspected.warnings());
        warnings.addAll(sideBySide.warnings());
        warnings.add("What was worse than the baseline was measured again, both revisions side by side.");
        return new Deltas(suspected.baseline(), suspected.current(), suspected.thresholds(), deltas, warnings);
    }

    private Delta confirmed(Delta delta) {
        if (delta.verdict() != RegressionVerdict.WORSE || delta.series().isScore()) {
            return delta;
        }
        List<RegressionVerdict> found = sideBySide.deltas().stream()
                .filter(other -> isAboutTheSame(delta, other))
                .map(Delta::verdict)
                .toList();
        if (found.contains(RegressionVerdict.WORSE)) {
            return delta;
        }
        boolean ruledOut = !found.isEmpty()
                && !found.contains(RegressionVerdict.UNDECIDED)
                && !found.contains(RegressionVerdict.MISSING);
        return new Delta(
                delta.row(),
                delta.baseline(),
                delta.current(),
                delta.interval(),
                ruledOut ? RegressionVerdict.NOT_WORSE : RegressionVerdict.UNDECIDED,
                ruledOut ? "not worse side by side" : "not shown to be worse side by side");
    }

    /** The same ratio, or the speed of the same call: the speed of the ceiling does not depend on the code. */
    private static boolean isAboutTheSame(Delta delta, Delta other) {
        return other.row().onAnyMachine().equals(delta.row().onAnyMachine())
                || (other.row().upstream().equals(delta.row().upstream())
                        && other.row().task().equals(delta.row().task())
                        && other.row().kind() == RowKind.THROUGHPUT);
    }
}
