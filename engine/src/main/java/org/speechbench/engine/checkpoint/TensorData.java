package org.speechbench.engine.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.speechbench.core.UserError;

/**
 * A tensor on the host.
 *
 * @param dtype element type as named by the safetensors format: F32, F16, BF16, F64, I64, I32 and so on
 * @param shape not copied; do not write to it
 * @param bytes values, row-major, little-endian, from position to limit; not copied
 */
public record TensorData(String dtype, long[] shape, ByteBuffer bytes) implements TensorSource {
    /** PyTorch's own limit. */
    static final int MAX_DIMENSIONS = 64;

    public TensorData {
        bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        long wanted = Math.multiplyExact(count(shape), ElementType.of(dtype).bytes());
        if (bytes.remaining() != wanted) {
            throw new IllegalArgumentException(
                    Arrays.toString(shape) + " of " + dtype + " takes " + wanted + " bytes, not " + bytes.remaining());
        }
    }

    /** An F32 tensor. */
    public static TensorData of(float[] values, long... shape) {
        ByteBuffer bytes = allocate(Math.multiplyExact(values.length, 4));
        bytes.asFloatBuffer().put(values);
        return new TensorData(ElementType.F32.name(), shape, bytes);
    }

    /** An I64 tensor. */
    public static TensorData of(long[] values, long... shape) {
        ByteBuffer bytes = allocate(Math.multiplyExact(values.length, 8));
        bytes.asLongBuffer().put(values);
        return new TensorData(ElementType.I64.name(), shape, bytes);
    }

    /** A separate view of the values, so that reading does not change its position. */
    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Number of values. */
    public int size() {
        return Math.toIntExact(count(shape));
    }

    /**
     * Values of a floating-point tensor, widened to fp32 (F64 is rounded).
     *
     * @throws IllegalStateException if it holds integers
     */
    public float[] floats() {
        float[] v = new float[size()];
        switch (ElementType.of(dtype)) {
            case F32 -> bytes.asFloatBuffer().get(v);
            case F64 -> {
                for (int i = 0; i < v.length; i++) {
                    v[i] = (float) bytes.getDouble(8 * i);
                }
            }
            case F16 -> {
                for (int i = 0; i < v.length; i++) {
                    v[i] = half(bytes.getShort(2 * i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < v.length; i++) {
                    v[i] = Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
                }
            }
            default -> throw new IllegalStateException("a tensor of " + dtype + " does not hold fractions");
        }
        return v;
    }

    /**
     * The {@link #floats} of a tensor whose values must be finite.
     *
     * @param what for the message: the file and the name of the tensor
     * @throws UserError if a value is NaN or infinite in single precision
     */
    public float[] finite(String what) {
        float[] values = floats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new UserError(
                        what + " holds " + values[i] + " (value " + (i + 1) + " of " + values.length + ").",
                        "Use another copy: the file is damaged, or the training that wrote it had diverged.");
            }
        }
        return values;
    }

    static long count(long[] shape) {
        long n = 1;
        for (long d : shape) {
            if (d < 0) {
                throw new IllegalArgumentException("negative size in shape " + Arrays.toString(shape));
            }
            n = Math.multiplyExact(n, d);
        }
        return n;
    }

    /** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
    private static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            float tiny = fraction * 0x1p-24f;
            return sign == 0 ? tiny : -tiny;
        }
        int wide = exponent == 31 ? 255 : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
