package org.speechbench.reports.judge;

import org.jspecify.annotations.Nullable;

/**
 * One comparison that the judge is asked about.
 *
 * @param estimate the difference; null if there is nothing to compare
 * @param margin the difference that does not matter, in the estimate's unit; with 0, nothing is ever called equal
 * @param reason the reason why there is nothing to compare; empty if there is an estimate
 */
public record Question(@Nullable Estimate estimate, double margin, String reason) {
    public Question {
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("a margin is at least 0; got " + margin);
        }
    }

    /** A question that can be asked. */
    public static Question of(Estimate estimate, double margin) {
        return new Question(estimate, margin, "");
    }

    /** A question that cannot be answered. */
    public static Question unanswerable(String reason) {
        return new Question(null, 0, reason);
    }
}
