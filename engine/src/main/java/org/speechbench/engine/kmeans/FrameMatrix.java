package org.speechbench.engine.kmeans;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frames of many utterances as the rows of one matrix (N, D), on the host, in the pieces in which they came. */
public final class FrameMatrix {
    private final int dimensions;
    private final List<float[]> pieces = new ArrayList<>();
    private int[] ends = new int[16];

    public FrameMatrix(int dimensions) {
        if (dimensions < 1) {
            throw new IllegalArgumentException("frames of " + dimensions + " dimensions");
        }
        this.dimensions = dimensions;
    }

    /** A matrix of one piece, shape (N, D), row-major; not copied. */
    public static FrameMatrix of(float[] frames, int dimensions) {
        FrameMatrix m = new FrameMatrix(dimensions);
        m.add(frames);
        return m;
    }

    /** Appends frames, shape (F, D), row-major; not copied. */
    public void add(float[] frames) {
        if (frames.length % dimensions != 0) {
            throw new IllegalArgumentException(frames.length + " values are no frames of " + dimensions);
        }
        if (frames.length == 0) {
            return;
        }
        int end = Math.addExact(size(), frames.length / dimensions);
        if (pieces.size() == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        ends[pieces.size()] = end;
        pieces.add(frames);
    }

    /** Number of frames N. */
    public int size() {
        return pieces.isEmpty() ? 0 : ends[pieces.size() - 1];
    }

    /** D, the number of dimensions. */
    public int dimensions() {
        return dimensions;
    }

    /** Selected rows, shape (rows, D). */
    float[] rows(int[] chosen) {
        float[] out = new float[Math.multiplyExact(chosen.length, dimensions)];
        for (int i = 0; i < chosen.length; i++) {
            int piece = pieceOf(chosen[i]);
            int row = chosen[i] - start(piece);
            System.arraycopy(pieces.get(piece), row * dimensions, out, i * dimensions, dimensions);
        }
        return out;
    }

    /** A range of rows, shape (count, D). */
    float[] range(int from, int count) {
        float[] out = new float[Math.multiplyExact(count, dimensions)];
        int done = 0;
        for (int piece = pieceOf(from); done < count; piece++) {
            int row = from + done - start(piece);
            int n = Math.min(count - done, ends[piece] - from - done);
            System.arraycopy(pieces.get(piece), row * dimensions, out, done * dimensions, n * dimensions);
            done += n;
        }
        return out;
    }

    private int start(int piece) {
        return piece == 0 ? 0 : ends[piece - 1];
    }

    private int pieceOf(int row) {
        int at = Arrays.binarySearch(ends, 0, pieces.size(), row + 1);
        return at >= 0 ? at : -at - 1;
    }
}
