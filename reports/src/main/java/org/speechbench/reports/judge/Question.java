package org.speechbench.reports.judge;

import org.jspecify.annotations.Nullable;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.core.statistics.Units;

/**
 * One comparison that the judge is asked about.
 *
 * @param estimate the difference; null if there is nothing to compare
 * @param seeds the smaller number of trainings of the two
 * @param scope what the error of the estimate includes
 * @param margin the difference that does not matter, in the estimate's unit; with 0, nothing is ever called equal
 * @param reason the reason why there is nothing to compare; empty if there is an estimate
 */
public record Question(@Nullable Estimate estimate, int seeds, Scope scope, double margin, String reason) {
    public Question {
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("a margin is at least 0; got " + margin);
        }
    }

    /** A question about these models. */
    public static Question of(Estimate estimate, double margin) {
        return new Question(estimate, 1, Scope.MODELS, margin, "");
    }

    /** A question that cannot be answered. */
    public static Question unanswerable(String reason) {
        return new Question(null, 0, Scope.MODELS, 0, reason);
    }

    /** The units of the estimate; none if there is nothing to compare. */
    public Units units() {
        return estimate == null ? Units.equal("units", 0) : estimate.units();
    }

    /** The same question about the baseline in comparison with the candidate. */
    Question reversed() {
        return new Question(estimate == null ? null : estimate.reversed(), seeds, scope, margin, reason);
    }
}
