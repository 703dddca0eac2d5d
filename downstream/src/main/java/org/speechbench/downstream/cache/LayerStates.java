package org.speechbench.downstream.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Arrays;
import org.speechbench.downstream.head.Pooling;

/**
 * Hidden states of every layer for one utterance, in bfloat16. It is immutable: the buffer must not be written to.
 *
 * @param layers L
 * @param frames T
 * @param dim D
 * @param values shape (L, T, D), little-endian, from position 0 to the limit
 */
public record LayerStates(int layers, int frames, int dim, ByteBuffer values) {
    public LayerStates {
        if (values.remaining() != bytes(layers, frames, dim)) {
            throw new IllegalArgumentException(
                    values.remaining() + " bytes for " + layers + " x " + frames + " x " + dim + " states");
        }
    }

    /** Number of bytes of states of this shape. */
    public static long bytes(int layers, int frames, int dim) {
        return 2L * layers * frames * dim;
    }

    /** Writes one layer, (T, D), as fp32 at the buffer's position, which is advanced. */
    public void copyLayer(int layer, ByteBuffer to) {
        ShortBuffer in = bits(layer, 0, frames).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        int[] widened = new int[in.remaining()];
        for (int i = 0; i < widened.length; i++) {
            widened[i] = in.get(i) << 16;
        }
        to.asIntBuffer().put(widened);
        to.position(to.position() + 4 * widened.length);
    }

    /** A range of frames of one layer, (count, D), as it is stored: bfloat16, little-endian, not to be written to. */
    public ByteBuffer bits(int layer, int from, int count) {
        return values.slice(2 * (layer * frames + from) * dim, 2 * count * dim);
    }

    /** Mean over frames of every layer, (L, 1, D), or mean and standard deviation, (L, 2, D); in double precision. */
    public float[] pool(Pooling pooling) {
        int rows = pooling.rows();
        float[] pooled = new float[layers * rows * dim];
        ShortBuffer in = values.duplicate().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        short[] row = new short[dim];
        double[] sum = new double[dim];
        double[] squares = new double[dim];
        for (int l = 0; l < layers; l++) {
            Arrays.fill(sum, 0);
            Arrays.fill(squares, 0);
            for (int t = 0; t < frames; t++) {
                in.get(row);
                for (int d = 0; d < dim; d++) {
                    double value = widened(row[d]);
                    sum[d] += value;
                    squares[d] += value * value;
                }
            }
            for (int d = 0; d < dim; d++) {
                double mean = sum[d] / frames;
                pooled[l * rows * dim + d] = (float) mean;
                if (pooling == Pooling.STATISTICS) {
                    pooled[(l * rows + 1) * dim + d] =
                            (float) Math.sqrt(Math.max(0, squares[d] / frames - mean * mean));
                }
            }
        }
        return pooled;
    }

    private static float widened(short bf16) {
        return Float.intBitsToFloat(bf16 << 16);
    }
}
