package org.speechbench.upstream.pretrain;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.speechbench.upstream.labels.LabelQuality;

/**
 * What came out of a pre-training.
 *
 * @param finished false if it was asked to stop before the last step; it can then be resumed
 * @param steps done
 * @param audioHours trained on, counted after cropping
 * @param trainSeconds wall-clock of training steps, resumed runs added up, without evaluation and checkpoints
 * @param stepSeconds of those, spent within steps; the rest went into waiting for batches and into the loop
 * @param totalSeconds trainSeconds with evaluation and checkpoints
 * @param prepareSeconds wall-clock of preparation before the first step: features, labels and all that was fitted for
 *     them, whichever run made them, and the input's normalisation
 * @param skippedSteps updates left out because of gradients that were not finite
 * @param devLoss masked cross-entropy on the development split, nats a frame; null if there is none
 * @param devMaskedAccuracy as devLoss
 * @param model folder that {@link org.speechbench.upstream.UpstreamSpec#checkpoint} names; null if not finished
 * @param quality of the targets; null if no phones are known
 */
public record PretrainResult(
        boolean finished,
        long steps,
        double audioHours,
        double trainSeconds,
        double stepSeconds,
        double totalSeconds,
        double prepareSeconds,
        long skippedSteps,
        @Nullable Double devLoss,
        @Nullable Double devMaskedAccuracy,
        @Nullable Path model,
        @Nullable LabelQuality quality) {
    /** The same with the quality of the targets and what came before the first step. */
    PretrainResult with(@Nullable LabelQuality measured, double preparation) {
        return new PretrainResult(
                finished,
                steps,
                audioHours,
                trainSeconds,
                stepSeconds,
                totalSeconds,
                preparation,
                skippedSteps,
                devLoss,
                devMaskedAccuracy,
                model,
                measured);
    }

    /** Share of the training time that went into something else than steps, 0 to 1. */
    public double outsideSteps() {
        return trainSeconds > 0 ? Math.max(0, 1 - stepSeconds / trainSeconds) : 0;
    }

    /** Seconds of audio trained on in a second of training. */
    public double audioSecondsPerSecond() {
        return trainSeconds > 0 ? audioHours * 3600 / trainSeconds : 0;
    }
}
