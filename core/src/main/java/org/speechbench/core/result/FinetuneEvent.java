package org.speechbench.core.result;

import org.jspecify.annotations.Nullable;

/**
 * What fine-tuning says at one logging interval, means over the interval unless stated.
 *
 * @param step optimiser updates so far, from 1
 * @param seconds wall-clock since the run began, without the time a resumed run was not running
 * @param audioHours audio seen so far, in hours
 * @param loss negative log-likelihood by symbol of the target
 * @param gradNorm before clipping
 * @param learningRate at the last step of the interval
 * @param dev score on the development split, null where it was not measured at this step
 */
public record FinetuneEvent(
        long step,
        double seconds,
        double audioHours,
        double loss,
        double gradNorm,
        double learningRate,
        @Nullable Double dev) {}
