package org.speechbench.engine.optim;

import org.speechbench.core.Range;

/**
 * Constants of Adam.
 *
 * @param beta1 decay of the gradients' mean
 * @param beta2 decay of their squares' mean
 * @param epsilon added to the root of the squares' mean
 * @param weightDecay decoupled from the gradient (AdamW); 0 is plain Adam
 * @param clip largest norm of all gradients together, positive infinity for none
 */
public record AdamOptions(double beta1, double beta2, double epsilon, double weightDecay, double clip) {
    /** The constants with which HuBERT and Fast-HuBERT are pre-trained. */
    public static final AdamOptions PRETRAINING = new AdamOptions(0.9, 0.98, 1e-6, 0.01, 10);

    /** PyTorch's defaults of Adam, without clipping. */
    public static final AdamOptions ADAM = new AdamOptions(0.9, 0.999, 1e-8, 0, Double.POSITIVE_INFINITY);

    public AdamOptions {
        Range.fractionBelowOne("beta1", beta1);
        Range.fractionBelowOne("beta2", beta2);
        Range.require("epsilon", epsilon, epsilon > 0 && epsilon < 1, "between 0 and 1");
        Range.fractionBelowOne("weight decay", weightDecay);
        Range.require("gradient clip", clip, clip > 0, "a positive number");
    }

    /** The same options with another limit of the gradients' norm. */
    public AdamOptions withClip(double norm) {
        return new AdamOptions(beta1, beta2, epsilon, weightDecay, norm);
    }

    /** The same options with another weight decay. */
    public AdamOptions withWeightDecay(double decay) {
        return new AdamOptions(beta1, beta2, epsilon, decay, clip);
    }
}
