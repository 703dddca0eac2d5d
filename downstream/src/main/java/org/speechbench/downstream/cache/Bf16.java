package org.speechbench.downstream.cache;

/** bfloat16 as the upper half of a float's bits. */
final class Bf16 {
    private Bf16() {}

    /** The nearest bfloat16, ties to even; NaN stays NaN. */
    static short round(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
    }

    static float value(short bf16) {
        return Float.intBitsToFloat(bf16 << 16);
    }
}
