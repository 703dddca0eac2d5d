package org.speechbench.upstream.pretrain;

import java.util.Locale;

/**
 * A faster way to compute the same training step. Each can be left out, which gives what the published code computes
 * instead ({@code docs/performance.md}); results then differ by rounding alone, and by the masks that are drawn.
 */
public enum KernelOption {
    /** Cosine logits as one product of normalised matrices instead of a (classes + 1, S, 256) tensor of targets. */
    MATRIX_LOGITS,
    /** Logits of frames whose loss has no weight are not computed. */
    MASKED_LOGITS,
    /** Convolutions of the front end with the channels last. */
    CHANNELS_LAST,
    /** The group norm computed from the samples' covariance and folded into the first convolution. */
    FOLDED_NORM,
    /** The positional convolution with the channels last. */
    CHANNELS_LAST_POSITIONS,
    /** Clipping and AdamW for all parameters in one fused call instead of one parameter after another. */
    FUSED_OPTIMISER,
    /** Dropout masks by hashing some random words instead of one number after another from a generator. */
    HASHED_DROPOUT,
    /** Attention in one kernel that never writes its scores out; on GPUs only. */
    FUSED_ATTENTION;

    /** Lower case, as configuration files write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
