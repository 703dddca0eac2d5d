package org.speechbench.bench.revision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.result.Metrics;
import org.speechbench.reports.compare.Delta;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.judge.Verdict;

/**
 * A comparison with a baseline, and one of the same revisions side by side on this machine. A baseline was measured on
 * other days, perhaps while other processes were running; what does not occur side by side is not in the code.
 */
public record Confirmation(Deltas againstBaseline, Deltas sideBySide) {
    /** Whether a comparison with a baseline claims something about a timing, or cannot test one. */
    public static boolean isNeeded(Deltas againstBaseline) {
        return againstBaseline.deltas().stream().anyMatch(delta -> isClaim(delta) || isUntestable(delta));
    }

    private static boolean isClaim(Delta delta) {
        return !delta.isScore() && (delta.is(Verdict.WORSE) || delta.is(Verdict.BETTER));
    }

    private static boolean isUntestable(Delta delta) {
        return !delta.isScore() && delta.is(Verdict.NOT_TESTABLE);
    }

    /**
     * What stands: claims about timings that both comparisons make, and what was measured side by side in place of what
     * could not be tested against the baseline.
     */
    public Deltas deltas() {
        boolean instead = againstBaseline.deltas().stream().allMatch(delta -> delta.isScore() || isUntestable(delta));
        List<Delta> deltas = new ArrayList<>();
        for (Delta delta : againstBaseline.deltas()) {
            Optional<Delta> other = sideBySide.deltas().stream()
                    .filter(o -> isAboutTheSame(delta, o))
                    .findFirst();
            if (isClaim(delta)) {
                deltas.add(delta.confirmedBy(other));
            } else if (!isUntestable(delta) || other.isEmpty()) {
                deltas.add(delta);
            } else if (!instead) {
                deltas.add(other.get());
            }
        }
        if (instead) {
            deltas.addAll(sideBySide.deltas());
        }
        List<String> warnings = new ArrayList<>(againstBaseline.warnings());
        warnings.addAll(sideBySide.warnings());
        warnings.add("What the baseline's sessions cannot tell, or say has changed, was measured again, both revisions"
                + " side by side; only what both say stands.");
        return new Deltas(
                againstBaseline.baseline(), againstBaseline.current(), againstBaseline.thresholds(), deltas, warnings);
    }

    /** The same ratio; a share of the ceiling is the speed of the same call, since the ceiling does not depend on the code. */
    private static boolean isAboutTheSame(Delta delta, Delta other) {
        boolean share = delta.row().terms().metric().equals(Metrics.CEILING_SHARE);
        boolean speed = other.row().terms().metric().equals(Metrics.SPEED);
        return other.row().onAnyMachine().equals(delta.row().onAnyMachine())
                || (share
                        && speed
                        && other.row().upstream().equals(delta.row().upstream())
                        && other.row().task().equals(delta.row().task()));
    }
}
