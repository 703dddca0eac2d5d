package org.speechbench.upstream.transformer;

import org.speechbench.upstream.script.ScriptSource;

/**
 * How the masks of residual, attention and input dropout are drawn.
 *
 * @param probability that a value is dropped; pooled masks drop with the nearest one whose scale is exact in bf16
 * @param pooled all masks of a step are shifted views of one tensor that is drawn once ({@code docs/performance.md}, 2)
 */
record DropoutMasks(double probability, boolean pooled) {
    static DropoutMasks fresh(double probability) {
        return new DropoutMasks(probability, false);
    }

    /** Adds the methods {@code dropout_pool}, {@code dropped} and {@code weights_dropped}. */
    void script(ScriptSource source) {
        double scale = bf16(1 / (1 - probability));
        source.fragment(DropoutMasks.class, pooled ? "dropout_pooled.torchscript" : "dropout_fresh.torchscript")
                .constant("DROPOUT", probability)
                .constant("POOL_SCALE", scale)
                .constant("POOL_KEEP", 1 / scale);
    }

    /** The nearest number with eight significant bits. */
    private static double bf16(double value) {
        int bits = Float.floatToRawIntBits((float) value);
        return Float.intBitsToFloat((bits + 0x8000) & 0xFFFF0000);
    }
}
