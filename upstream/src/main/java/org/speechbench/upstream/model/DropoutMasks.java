package org.speechbench.upstream.model;

import ai.djl.Device;
import java.util.Locale;
import org.speechbench.engine.ScriptSource;
import org.speechbench.upstream.pretrain.Optimisation;
import org.speechbench.upstream.pretrain.PretrainOptions;

/**
 * How the masks of residual, attention and input dropout are drawn.
 *
 * @param probability that a value is dropped; hashed masks drop with the nearest multiple of 1/65536
 */
record DropoutMasks(double probability, Drawing drawing) {
    /** Sixteen bits decide about a value. */
    private static final int DRAWS = 1 << 16;

    /** Where a mask's randomness comes from ({@code docs/performance.md}). */
    enum Drawing {
        /** By the engine's own dropout: a random number in double precision for each value. */
        FRESH,
        /**
         * Blocks of the mask are hashes of one tensor of random words, drawn once a step, each block by random numbers of
         * its own (add, multiply by an odd number, Dietzfelbinger et al. 1997): values of a block are independent of each
         * other, values of different blocks pair by pair. It takes vector instructions and all threads, where a generator
         * draws one number after another; a block stays in the processor's cache.
         */
        HASHED
    }

    static DropoutMasks none() {
        return new DropoutMasks(0, Drawing.FRESH);
    }

    /** Hashed masks where they are faster: a GPU draws each value's number in a thread of its own anyway. */
    static DropoutMasks hashed(double probability, Device device) {
        return new DropoutMasks(probability, probability > 0 && !device.isGpu() ? Drawing.HASHED : Drawing.FRESH);
    }

    static DropoutMasks of(PretrainOptions options, Device device) {
        return options.compute().uses(Optimisation.HASHED_DROPOUT)
                ? hashed(options.dropout(), device)
                : new DropoutMasks(options.dropout(), Drawing.FRESH);
    }

    /** Adds the methods {@code dropped} and {@code weights_dropped}. */
    void script(ScriptSource source) {
        String name = "dropout_" + drawing.name().toLowerCase(Locale.ROOT) + ".torchscript";
        source.fragment(DropoutMasks.class, name);
        switch (drawing) {
            case FRESH -> source.constant("DROPOUT", probability);
            case HASHED -> {
                // Something is kept, so that the scale is a number.
                long dropped = Math.min(DRAWS - 1, Math.round(probability * DRAWS));
                source.constant("DROP_BELOW", Integer.MIN_VALUE + dropped * (1L << 32) / DRAWS)
                        .constant("KEPT_SCALE", DRAWS / (double) (DRAWS - dropped));
            }
        }
    }
}
