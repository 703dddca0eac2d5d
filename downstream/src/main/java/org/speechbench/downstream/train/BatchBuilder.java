package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.cache.LayerStates;
import org.speechbench.downstream.head.Head;
import org.speechbench.downstream.head.Pooling;

/**
 * Assembles frozen features of several utterances into one padded batch. Only one batch can be in use at a time,
 * because all batches share a buffer.
 */
final class BatchBuilder {
    /** A buffer of the JVM holds at most 2 GiB. */
    private static final long PIECE_BYTES = 1L << 30;

    private final FrozenFeatures features;
    private final Head head;
    private final Pooling pooling;
    private final int layers;
    private final int dim;
    private final int first;
    private final int end;
    private final List<ByteBuffer> buffers = new ArrayList<>();

    /**
     * @param pooling form of each utterance in the batch
     * @param layers of the features
     * @param onlyLayer the one layer that batches contain; null for all
     */
    BatchBuilder(
            FrozenFeatures features, Head head, Pooling pooling, int layers, int dim, @Nullable Integer onlyLayer) {
        this.features = features;
        this.head = head;
        this.pooling = pooling;
        this.layers = layers;
        this.dim = dim;
        this.first = onlyLayer == null ? 0 : onlyLayer;
        this.end = onlyLayer == null ? layers : onlyLayer + 1;
    }

    /**
     * Builds a batch. The examples must have at least one frame each. The batch is valid until the next one is built.
     *
     * @param standardization of pooled values
     */
    Batch build(NDManager manager, List<Example> examples, Standardization standardization) {
        int n = examples.size();
        int longestTarget =
                examples.stream().mapToInt(e -> e.target().length).max().orElse(0);
        long[] lengths = new long[n];
        long[] frames = new long[n];
        long[] targets = new long[n * Math.max(1, longestTarget)];
        long[] targetLengths = new long[n];
        for (int b = 0; b < n; b++) {
            Example e = examples.get(b);
            lengths[b] = pooling == Pooling.NONE ? e.frames() : pooling.rows();
            frames[b] = head.outputFrames((int) lengths[b]);
            targetLengths[b] = e.target().length;
            for (int i = 0; i < e.target().length; i++) {
                targets[b * Math.max(1, longestTarget) + i] = e.target()[i];
            }
        }
        return new Batch(
                examples,
                pooling == Pooling.NONE ? states(manager, examples) : pooled(manager, examples, standardization),
                manager.create(lengths),
                manager.create(frames),
                manager.create(targets, new Shape(n, Math.max(1, longestTarget))),
                manager.create(targetLengths));
    }

    private List<NDArray> pooled(NDManager manager, List<Example> examples, Standardization standardization) {
        int n = examples.size();
        int row = pooling.rows() * dim;
        float[] values = new float[(end - first) * n * row];
        for (int b = 0; b < n; b++) {
            float[] own = standardization.apply(features.pooled(examples.get(b).utterance()));
            check(own.length == layers * row, "pooled states of " + own.length + " values");
            for (int l = first; l < end; l++) {
                System.arraycopy(own, l * row, values, ((l - first) * n + b) * row, row);
            }
        }
        return List.of(manager.create(values, new Shape(end - first, n, pooling.rows(), dim)));
    }

    private List<NDArray> states(NDManager manager, List<Example> examples) {
        int longest = examples.stream().mapToInt(Example::frames).max().orElseThrow();
        long layerBytes = 4L * examples.size() * longest * dim;
        if (layerBytes > PIECE_BYTES) {
            throw new UserError(
                    "One layer of a batch takes " + (layerBytes >> 20) + " MiB, more than 1 GiB.",
                    "Use a smaller batch, or leave out the longest recordings.");
        }
        List<LayerStates> rows = examples.stream().map(this::row).toList();
        int piece = (int) Math.min(end - first, PIECE_BYTES / layerBytes);
        List<NDArray> pieces = new ArrayList<>();
        for (int from = first; from < end; from += piece) {
            int to = Math.min(end, from + piece);
            ByteBuffer out = space((from - first) / piece, (int) layerBytes * (to - from));
            for (int l = from; l < to; l++) {
                for (int b = 0; b < rows.size(); b++) {
                    Example seen = examples.get(b);
                    rows.get(b).copyLayer(l, seen.from(), seen.frames(), out);
                    out.put(new byte[4 * (longest - seen.frames()) * dim]);
                }
            }
            Shape shape = new Shape(to - from, rows.size(), longest, dim);
            pieces.add(manager.create(out.flip(), shape, DataType.FLOAT32));
        }
        return pieces;
    }

    private LayerStates row(Example example) {
        LayerStates row = features.states(example.utterance());
        check(row.layers() == layers && row.dim() == dim, row.layers() + " layers of " + row.dim());
        int known = features.frames(example.utterance());
        check(row.frames() == known, row.frames() + " frames instead of " + known);
        check(example.from() + example.frames() <= known, known + " frames, fewer than are seen");
        return row;
    }

    private ByteBuffer space(int piece, int bytes) {
        while (buffers.size() <= piece) {
            buffers.add(ByteBuffer.allocateDirect(0));
        }
        if (buffers.get(piece).capacity() < bytes) {
            buffers.set(piece, ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
        }
        return buffers.get(piece).clear();
    }

    private void check(boolean good, String got) {
        if (!good) {
            throw new IllegalStateException(
                    "an upstream whose card says " + layers + " layers of " + dim + " gave " + got);
        }
    }
}
