package org.speechbench.downstream.train;

import org.speechbench.core.UserError;

/** What a head is trained to lower. */
public enum Objective {
    /**
     * Connectionist temporal classification (Graves et al., ICML 2006) on log-softmax: blank 0, each utterance's loss
     * divided by its target's length, mean over the batch, 0 for an utterance whose target does not fit its frames.
     */
    CTC,
    /** Softmax cross-entropy with one class of each group, the sum over groups, mean over the batch. */
    CROSS_ENTROPY,
    /**
     * Additive-margin softmax (Wang et al., Additive margin softmax for face verification, 2018; SUPERB asv): the head gives
     * cosines; 0.4 is taken from that of the right class, and 30 times all of them are the logits of a cross-entropy.
     */
    AM_SOFTMAX;

    /** @throws UserError if there is no such objective */
    public static Objective of(String id) {
        return switch (id) {
            case "ctc" -> CTC;
            case "cross_entropy" -> CROSS_ENTROPY;
            case "am_softmax" -> AM_SOFTMAX;
            default -> throw new UserError("Unknown objective '" + id + "'.", "Use ctc, cross_entropy or am_softmax.");
        };
    }

    /** Whether so many output frames can say the target: CTC needs one for each label and one between equal labels. */
    public boolean feasible(int[] target, int frames) {
        if (this != CTC) {
            return true;
        }
        int needed = target.length;
        for (int i = 1; i < target.length; i++) {
            needed += target[i] == target[i - 1] ? 1 : 0;
        }
        return needed <= frames;
    }
}
