package org.speechbench.upstream.training;

/**
 * What a trainer did.
 *
 * @param finished false if it was asked to stop before the last step; it can then be resumed
 * @param steps done
 * @param audioHours trained on, repetitions counted, what was cropped away not
 * @param trainSeconds wall-clock of training steps, resumed runs added up, without evaluation and checkpoints
 * @param stepSeconds of those, spent within steps; the rest went into waiting for batches and into the loop
 * @param totalSeconds trainSeconds with evaluation and checkpoints
 * @param skippedSteps updates left out because of gradients that were not finite
 */
public record TrainerResult(
        boolean finished,
        long steps,
        double audioHours,
        double trainSeconds,
        double stepSeconds,
        double totalSeconds,
        long skippedSteps) {
    /** Share of the training time that went into something else than steps, 0 to 1. */
    public double outsideSteps() {
        return trainSeconds > 0 ? Math.max(0, 1 - stepSeconds / trainSeconds) : 0;
    }

    /** Seconds of audio trained on in a second of training. */
    public double audioSecondsPerSecond() {
        return trainSeconds > 0 ? audioHours * 3600 / trainSeconds : 0;
    }
}
