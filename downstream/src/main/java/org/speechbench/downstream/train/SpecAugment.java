package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * SpecAugment (Park et al., Interspeech 2019) on features with SUPERB's ASR settings: time warp with window 5 by
 * bicubic interpolation, 4 masks over 0 to 49 dimensions, 2 masks over 0 to 39 frames, masked with 0. All random
 * numbers are drawn on the host, for each row by its own length. The warp is given as four source frames and their
 * weights for each frame.
 */
final class SpecAugment {
    private static final int WINDOW = 5;
    private static final int FEATURE_MASKS = 4;
    private static final int FEATURE_WIDTH = 50;
    private static final int TIME_MASKS = 2;
    private static final int TIME_WIDTH = 40;
    private static final int TAPS = 4;
    /** PyTorch's constant of the cubic convolution kernel (Keys 1981). */
    private static final double A = -0.75;

    private final long[] sources;
    private final float[] weights;
    private final float[] keepDims;
    private final float[] keepFrames;
    private final int rows;
    private final int frames;
    private final int dim;

    private SpecAugment(int rows, int frames, int dim) {
        this.rows = rows;
        this.frames = frames;
        this.dim = dim;
        this.sources = new long[rows * frames * TAPS];
        this.weights = new float[rows * frames * TAPS];
        this.keepDims = new float[rows * dim];
        this.keepFrames = new float[rows * frames];
        Arrays.fill(keepDims, 1);
        Arrays.fill(keepFrames, 1);
    }

    /** Draws for a batch of rows with these numbers of valid frames. */
    static SpecAugment draw(int[] lengths, int dim, SplittableRandom random) {
        int longest = Arrays.stream(lengths).max().orElseThrow();
        SpecAugment drawn = new SpecAugment(lengths.length, longest, dim);
        for (int b = 0; b < lengths.length; b++) {
            drawn.warp(b, lengths[b], random);
            for (int i = 0; i < FEATURE_MASKS; i++) {
                mask(drawn.keepDims, b * dim, dim, FEATURE_WIDTH, random);
            }
            for (int i = 0; i < TIME_MASKS; i++) {
                mask(drawn.keepFrames, b * longest, lengths[b], TIME_WIDTH, random);
            }
        }
        return drawn;
    }

    /**
     * Source frames (B, T, 4) of the flattened (B T, D) features, their weights, kept dimensions (B, D), kept frames
     * (B, T).
     */
    List<NDArray> arrays(NDManager manager) {
        return List.of(
                manager.create(sources, new Shape(rows, frames, TAPS)),
                manager.create(weights, new Shape(rows, frames, TAPS)),
                manager.create(keepDims, new Shape(rows, dim)),
                manager.create(keepFrames, new Shape(rows, frames)));
    }

    /** The weight with which frame {@code from} of a row contributes to its frame {@code to}. */
    double weight(int row, int to, int from) {
        double sum = 0;
        for (int k = 0; k < TAPS; k++) {
            int at = (row * frames + to) * TAPS + k;
            sum += sources[at] == (long) row * frames + from ? weights[at] : 0;
        }
        return sum;
    }

    float[] keptDims() {
        return keepDims;
    }

    float[] keptFrames() {
        return keepFrames;
    }

    /**
     * The frames up to a drawn centre are stretched or compressed to end at most five frames away; the others fill the
     * rest.
     */
    private void warp(int row, int length, SplittableRandom random) {
        for (int t = length; t < frames; t++) {
            tap(row, t, 0, t, 1);
        }
        if (length - WINDOW <= WINDOW) {
            resize(row, 0, length, 0, length);
            return;
        }
        int centre = random.nextInt(WINDOW, length - WINDOW);
        int moved = random.nextInt(centre - WINDOW, centre + WINDOW) + 1;
        resize(row, 0, centre, 0, moved);
        resize(row, centre, length, moved, length);
    }

    /** Frames [to0, to1) are interpolated from frames [from0, from1), edges repeated. */
    private void resize(int row, int from0, int from1, int to0, int to1) {
        double scale = (from1 - from0) / (double) (to1 - to0);
        for (int t = to0; t < to1; t++) {
            double x = (t - to0 + 0.5) * scale - 0.5;
            int whole = (int) Math.floor(x);
            double f = x - whole;
            double[] w = {outer(f + 1), inner(f), inner(1 - f), outer(2 - f)};
            for (int k = 0; k < TAPS; k++) {
                int from = Math.max(0, Math.min(from1 - from0 - 1, whole - 1 + k));
                tap(row, t, k, from0 + from, w[k]);
            }
        }
    }

    private void tap(int row, int to, int k, int from, double weight) {
        int at = (row * frames + to) * TAPS + k;
        sources[at] = (long) row * frames + from;
        weights[at] = (float) weight;
    }

    private static double inner(double x) {
        return ((A + 2) * x - (A + 3)) * x * x + 1;
    }

    private static double outer(double x) {
        return ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
    }

    private static void mask(float[] keep, int from, int size, int width, SplittableRandom random) {
        int n = random.nextInt(width);
        int start = random.nextInt(Math.max(1, size - n));
        Arrays.fill(keep, from + start, from + Math.min(size, start + n), 0);
    }
}
