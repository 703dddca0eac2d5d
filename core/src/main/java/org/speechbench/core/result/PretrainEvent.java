package org.speechbench.core.result;

import org.jspecify.annotations.Nullable;

/**
 * What pre-training says at one logging interval, means over the interval unless stated. A quantity that the method
 * does not have is NaN.
 *
 * @param step optimiser updates so far, from 1
 * @param seconds wall-clock since the run began, without the time a resumed run was not running
 * @param audioHours audio seen so far, counted after cropping, in hours
 * @param maskedAccuracy share of masked frames whose target is the most likely class, 0 to 1
 * @param unmaskedAccuracy the same of frames that are not masked
 * @param gradNorm before clipping
 * @param learningRate at the last step of the interval
 * @param audioSecondsPerSecond audio seconds trained on per wall-clock second
 * @param devLoss on the development split, null where it was not measured at this step
 * @param devMaskedAccuracy as devLoss
 * @param diagnostics by layer and class
 */
public record PretrainEvent(
        long step,
        double seconds,
        double audioHours,
        double loss,
        double maskedLoss,
        double unmaskedLoss,
        double maskedAccuracy,
        double unmaskedAccuracy,
        double gradNorm,
        double learningRate,
        double audioSecondsPerSecond,
        @Nullable Double devLoss,
        @Nullable Double devMaskedAccuracy,
        PretrainDiagnostics diagnostics) {}
