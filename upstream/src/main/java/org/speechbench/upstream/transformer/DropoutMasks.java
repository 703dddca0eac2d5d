package org.speechbench.upstream.transformer;

import java.util.Locale;
import org.speechbench.upstream.pretrain.Optimisation;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.script.ScriptSource;

/**
 * How the masks of residual, attention and input dropout are drawn.
 *
 * @param probability that a value is dropped; integer masks drop with the nearest multiple of 1/32768, pooled ones with the
 *     nearest one whose scale is exact in bf16
 */
record DropoutMasks(double probability, Drawing drawing) {
    /** Fifteen bits decide about a value. */
    private static final int DRAWS = 1 << 15;

    /** Where a mask's randomness comes from ({@code docs/performance.md}). */
    enum Drawing {
        /** By the engine's own dropout: a random number in double precision for each value. */
        FRESH,
        /** A random integer for each value, which is drawn sooner. */
        INTEGER,
        /** All masks of a step are shifted views of one tensor that is drawn once. */
        POOLED
    }

    static DropoutMasks none() {
        return new DropoutMasks(0, Drawing.FRESH);
    }

    static DropoutMasks integer(double probability) {
        return new DropoutMasks(probability, probability > 0 ? Drawing.INTEGER : Drawing.FRESH);
    }

    static DropoutMasks of(PretrainOptions options) {
        if (options.pooledDropout()) {
            return new DropoutMasks(options.dropout(), Drawing.POOLED);
        }
        return options.compute().uses(Optimisation.INTEGER_DROPOUT)
                ? integer(options.dropout())
                : new DropoutMasks(options.dropout(), Drawing.FRESH);
    }

    /** Adds the methods {@code dropout_pool}, {@code dropped} and {@code weights_dropped}. */
    void script(ScriptSource source) {
        String name = "dropout_" + drawing.name().toLowerCase(Locale.ROOT) + ".torchscript";
        source.fragment(DropoutMasks.class, name);
        switch (drawing) {
            case FRESH -> source.constant("DROPOUT", probability);
            case INTEGER -> {
                // Something is kept, so that the scale is a number.
                long below = Math.min(DRAWS - 1, Math.round(probability * DRAWS));
                source.constant("DROP_BELOW", below).constant("KEPT_SCALE", DRAWS / (double) (DRAWS - below));
            }
            case POOLED -> {
                double scale = bf16(1 / (1 - probability));
                source.constant("POOL_SCALE", scale).constant("POOL_KEEP", 1 / scale);
            }
        }
    }

    /** The nearest number with eight significant bits. */
    private static double bf16(double value) {
        int bits = Float.floatToRawIntBits((float) value);
        return Float.intBitsToFloat((bits + 0x8000) & 0xFFFF0000);
    }
}
