package org.speechbench.upstream.training;

/**
 * The result of a training run.
 *
 * @param finished false if it was asked to stop before the last step; it can then be resumed
 * @param steps done
 * @param audioHours trained on, with repetitions and without what was cropped away
 * @param trainSeconds wall-clock time of training, resumed runs added up, without evaluation and checkpoints
 * @param stepSeconds the part of trainSeconds spent within steps; the rest was spent on waiting for batches and in the
 *     loop
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
    /** Share of the training time that was not spent within steps, 0 to 1. */
    public double outsideSteps() {
        return trainSeconds > 0 ? Math.max(0, 1 - stepSeconds / trainSeconds) : 0;
    }

    /** Seconds of audio trained on per second of training. */
    public double audioSecondsPerSecond() {
        return trainSeconds > 0 ? audioHours * 3600 / trainSeconds : 0;
    }
}
