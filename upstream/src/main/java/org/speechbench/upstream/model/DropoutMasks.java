package org.speechbench.upstream.model;

import ai.djl.Device;
import org.speechbench.engine.Fragment;
import org.speechbench.upstream.pretrain.KernelOption;
import org.speechbench.upstream.pretrain.PretrainOptions;

/**
 * How the masks of residual, attention and input dropout are drawn.
 *
 * @param probability that a value is dropped; hashed masks drop with the nearest multiple of 1/65536
 */
public record DropoutMasks(double probability, Drawing drawing) {
    /** Sixteen bits decide whether a value is dropped. */
    private static final int DRAWS = 1 << 16;

    /** Where a mask's randomness comes from ({@code docs/performance.md}). */
    public enum Drawing {
        /** The engine's own dropout: a random number in double precision for each value. */
        FRESH,
        /**
         * Blocks of the mask are hashes of one tensor of random words that is drawn once per step, each block with its
         * own random numbers (add, multiply by an odd number, Dietzfelbinger et al. 1997): the values within a block
         * are independent of each other, and values of different blocks are pairwise independent. Hashing uses vector
         * instructions and all threads, where a generator draws one number after another; a block stays in the
         * processor's cache.
         */
        HASHED
    }

    static DropoutMasks none() {
        return new DropoutMasks(0, Drawing.FRESH);
    }

    /** Hashed masks where they are faster: on a GPU, each value's number is drawn in its own thread anyway. */
    static DropoutMasks hashed(double probability, Device device) {
        return new DropoutMasks(probability, probability > 0 && !device.isGpu() ? Drawing.HASHED : Drawing.FRESH);
    }

    static DropoutMasks of(PretrainOptions options, Device device) {
        return options.compute().uses(KernelOption.HASHED_DROPOUT)
                ? hashed(options.dropout(), device)
                : new DropoutMasks(options.dropout(), Drawing.FRESH);
    }

    /**
     * The methods {@code dropout_noise(f)}, which is called once per step, and {@code dropped(x, noise, train)}.
     *
     * @param size D of the largest residual
     * @param heads of attention
     */
    public Fragment fragment(int size, int heads) {
        return switch (drawing) {
            case FRESH -> Fragment.of(DropoutMasks.class, "dropout_fresh.py").constant("DROPOUT", probability);
            case HASHED -> {
                // At least one value is kept, so that the scale is finite.
                long dropped = Math.min(DRAWS - 1, Math.round(probability * DRAWS));
                yield Fragment.of(DropoutMasks.class, "dropout_hashed.py")
                        .constant("DROP_BELOW", Integer.MIN_VALUE + dropped * (1L << 32) / DRAWS)
                        .constant("KEPT_SCALE", DRAWS / (double) (DRAWS - dropped))
                        .constant("SIZE", size)
                        .constant("HEADS", heads);
            }
        };
    }
}
