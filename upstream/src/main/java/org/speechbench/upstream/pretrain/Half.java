package org.speechbench.upstream.pretrain;

/** IEEE 754 binary16 numbers in shorts. */
final class Half {
    private static final float[] VALUES = new float[1 << 16];

    static {
        for (int i = 0; i < VALUES.length; i++) {
            VALUES[i] = decode(i);
        }
    }

    private Half() {}

    static float toFloat(short half) {
        return VALUES[half & 0xffff];
    }

    /** The nearest half, ties to even; infinity beyond the largest. */
    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        float size = Math.abs(value);
        if (Float.isNaN(value)) {
            return 0x7e00;
        }
        if (size >= 65_520) {
            return (short) (sign | 0x7c00);
        }
        if (size < 0x1p-14f) {
            return (short) (sign | (int) Math.rint(size * 0x1p24f));
        }
        int magnitude = bits & 0x7fffffff;
        int rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
        return (short) (sign | ((rounded - (112 << 23)) >>> 13));
    }

    private static float decode(int half) {
        int exponent = (half >> 10) & 0x1f;
        int fraction = half & 0x3ff;
        float size = exponent == 0
                ? fraction * 0x1p-24f
                : Float.intBitsToFloat(((exponent == 31 ? 255 : exponent + 112) << 23) | (fraction << 13));
        return (half & 0x8000) == 0 ? size : -size;
    }
}
