package org.speechbench.upstream.training;

import org.speechbench.core.Range;

/**
 * The intervals, in steps, at which something is done; everything is done after the last step.
 *
 * @param logEvery steps between two events
 * @param evaluateEvery steps between two evaluations on dev
 * @param checkpointEvery steps between two checkpoints
 */
public record Logging(int logEvery, int evaluateEvery, int checkpointEvery) {
    public Logging {
        Range.atLeast("log_every", logEvery, 1);
        Range.atLeast("evaluate_every", evaluateEvery, 1);
        Range.atLeast("checkpoint_every", checkpointEvery, 1);
    }
}
