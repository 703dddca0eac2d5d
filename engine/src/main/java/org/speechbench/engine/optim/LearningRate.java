package org.speechbench.engine.optim;

import org.speechbench.core.UserError;

/**
 * Linear warm-up to a peak, then linear decay to 0 (fairseq's polynomial decay of power 1): a pure function of the
 * step.
 *
 * @param peak reached by the last step of the warm-up
 * @param warmup number of steps, at most all
 * @param steps of the whole training
 */
public record LearningRate(double peak, long warmup, long steps) {
    public LearningRate {
        if (!(peak > 0) || Double.isInfinite(peak)) {
            throw new UserError("The learning rate is " + peak + ", wanted a positive number.", "Use 0.001, say.");
        }
        if (warmup < 0 || warmup > steps) {
            throw new UserError(
                    "The warm-up has " + warmup + " of " + steps + " steps.", "Use a share between 0 and 1.");
        }
    }

    /** Warm-up over a share of all steps. */
    public static LearningRate of(double peak, double warmupShare, long steps) {
        return new LearningRate(peak, Math.round(warmupShare * steps), steps);
    }

    /** Rate of a step; the first is 0. */
    public double at(long step) {
        if (step < warmup) {
            return peak * (step + 1) / warmup;
        }
        return step >= steps ? 0 : peak * (steps - step) / (steps - warmup);
    }
}
