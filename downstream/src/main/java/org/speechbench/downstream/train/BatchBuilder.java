package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.cache.LayerStates;
import org.speechbench.downstream.head.Head;

/** Puts frozen features of some utterances into one padded batch. One batch at a time: they share a buffer. */
final class BatchBuilder {
    private final FrozenFeatures features;
    private final Head head;
    private final boolean pooled;
    private final int layers;
    private final int dim;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);
    private byte[] zeros = new byte[0];

    /** @param pooled whether rows are means over frames instead of frames */
    BatchBuilder(FrozenFeatures features, Head head, boolean pooled, int layers, int dim) {
        this.features = features;
        this.head = head;
        this.pooled = pooled;
        this.layers = layers;
        this.dim = dim;
    }

    /** The examples have at least one frame each. The batch is valid until the next one is built. */
    Batch build(NDManager manager, List<Example> examples) {
        int n = examples.size();
        int longestTarget =
                examples.stream().mapToInt(e -> e.target().length).max().orElse(0);
        long[] lengths = new long[n];
        long[] frames = new long[n];
        long[] targets = new long[n * Math.max(1, longestTarget)];
        long[] targetLengths = new long[n];
        for (int b = 0; b < n; b++) {
            Example e = examples.get(b);
            lengths[b] = pooled ? 1 : e.frames();
            frames[b] = head.outputFrames((int) lengths[b]);
            targetLengths[b] = e.target().length;
            for (int i = 0; i < e.target().length; i++) {
                targets[b * Math.max(1, longestTarget) + i] = e.target()[i];
            }
        }
        return new Batch(
                examples,
                pooled ? means(manager, examples) : states(manager, examples),
                manager.create(lengths),
                manager.create(frames),
                manager.create(targets, new Shape(n, Math.max(1, longestTarget))),
                manager.create(targetLengths));
    }

    private NDArray means(NDManager manager, List<Example> examples) {
        int n = examples.size();
        float[] values = new float[layers * n * dim];
        for (int b = 0; b < n; b++) {
            float[] mean = features.mean(examples.get(b).utterance());
            check(mean.length == layers * dim, "means of " + mean.length + " values");
            for (int l = 0; l < layers; l++) {
                System.arraycopy(mean, l * dim, values, (l * n + b) * dim, dim);
            }
        }
        return manager.create(values, new Shape(layers, n, 1, dim));
    }

    private NDArray states(NDManager manager, List<Example> examples) {
        int n = examples.size();
        int longest = examples.stream().mapToInt(Example::frames).max().orElseThrow();
        ByteBuffer out = space(LayerStates.bytes(layers, longest, dim) * n);
        int row = 2 * longest * dim;
        for (int b = 0; b < n; b++) {
            LayerStates states = features.states(examples.get(b).utterance());
            check(states.layers() == layers && states.dim() == dim, states.layers() + " layers of " + states.dim());
            check(states.frames() == examples.get(b).frames(), states.frames() + " frames");
            for (int l = 0; l < layers; l++) {
                out.position((l * n + b) * row);
                states.copyLayer(l, out);
                out.put(zeros, 0, row - 2 * states.frames() * dim);
            }
        }
        out.clear().limit(layers * n * row);
        return manager.create(out, new Shape(layers, n, longest, 2L * dim), DataType.UINT8);
    }

    private ByteBuffer space(long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new UserError(
                    "A batch of hidden states takes " + (bytes >> 20) + " MiB, more than 2 GiB.",
                    "Use a smaller batch, or leave out the longest recordings.");
        }
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
        }
        int row = (int) (bytes / layers);
        if (zeros.length < row) {
            zeros = new byte[row];
        }
        return buffer.clear();
    }

    private void check(boolean good, String got) {
        if (!good) {
            throw new IllegalStateException(
                    "an upstream whose card says " + layers + " layers of " + dim + " gave " + got);
        }
    }
}
