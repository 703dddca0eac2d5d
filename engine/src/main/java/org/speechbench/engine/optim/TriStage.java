package org.speechbench.engine.optim;

import org.speechbench.core.UserError;

/**
 * The learning rate of fine-tuning, fairseq's {@code tri_stage} (Park et al., SpecAugment, arXiv 1904.08779): linear
 * warm-up from a share of the peak, a plateau, then exponential decay to another share, which is kept. It is a pure
 * function of the step. Stages may extend beyond the last step of a training run, which then ends within them, as
 * HuBERT's published one does.
 *
 * @param peak reached after the warm-up
 * @param warmup steps of the first stage
 * @param hold steps of the plateau
 * @param decay steps of the last stage
 * @param initialScale share of the peak at step 0
 * @param finalScale share of the peak after the decay
 */
public record TriStage(double peak, long warmup, long hold, long decay, double initialScale, double finalScale) {
    public TriStage {
        if (!(peak > 0) || Double.isInfinite(peak)) {
            throw new UserError("The learning rate is " + peak + ", wanted a positive number.", "Use 3e-5, say.");
        }
        if (warmup < 0 || hold < 0 || decay < 0) {
            throw new UserError(
                    "The stages of the learning rate have " + warmup + ", " + hold + " and " + decay + " steps.",
                    "Use shares that are not negative.");
        }
        if (!(initialScale > 0 && initialScale <= 1 && finalScale > 0 && finalScale <= 1)) {
            throw new UserError(
                    "The learning rate begins at " + initialScale + " and ends at " + finalScale + " of its peak.",
                    "Use shares above 0, at most 1.");
        }
    }

    /** Rate of a step; the first is 0. */
    public double at(long step) {
        if (step < warmup) {
            return peak * (initialScale + (1 - initialScale) * step / warmup);
        }
        long since = step - warmup - hold;
        if (since < 0) {
            return peak;
        }
        return since >= decay ? peak * finalScale : peak * Math.pow(finalScale, (double) since / decay);
    }
}
