package org.speechbench.upstream.pretrain;

import java.util.Locale;

/**
 * A faster way to compute the same training step. Each option can be left out; the step is then computed as in the
 * published code ({@code docs/performance.md}). The results differ only by rounding and by the masks that are drawn.
 */
public enum KernelOption {
    /** Cosine logits as one product of normalised matrices instead of a (classes + 1, S, 256) tensor of targets. */
    MATRIX_LOGITS,
    /** Logits are not computed for frames whose loss has no weight. */
    MASKED_LOGITS,
    /** The convolutions of the front end use the channels-last layout. */
    CHANNELS_LAST,
    /** The group norm is computed from the samples' covariance and folded into the first convolution. */
    FOLDED_NORM,
    /** The positional convolution uses the channels-last layout. */
    CHANNELS_LAST_POSITIONS,
    /** Clipping and AdamW run for all parameters in one fused call instead of one parameter after another. */
    FUSED_OPTIMISER,
    /** Dropout masks are hashes of some random words instead of one number after another from a generator. */
    HASHED_DROPOUT,
    /** The weights of matrix products are converted to their precision before a pass, not where they are used in it. */
    CAST_ONCE,
    /** Queries, keys and values of a layer come from one matrix product; on a CPU only if it is named. */
    JOINED_PROJECTIONS,
    /** Attention runs in one kernel that never materialises its scores; on GPUs only. */
    FUSED_ATTENTION;

    /** The name in lower case, as in configuration files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
