package org.speechbench.downstream.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.speechbench.downstream.cache.LayerStates;

/**
 * Standardised frames of one layer of several utterances, one after another.
 *
 * @param values (N, D)
 * @param norms Euclidean length of each frame
 * @param starts the first frame of each utterance, and N
 */
record Frames(NDArray values, float[] norms, int[] starts) {
    static Frames of(NDManager manager, List<LayerStates> utterances, int layer, Moments moments) {
        int[] starts = new int[utterances.size() + 1];
        for (int i = 0; i < utterances.size(); i++) {
            starts[i + 1] = starts[i] + utterances.get(i).frames();
        }
        int n = starts[utterances.size()];
        int dim = utterances.get(0).dim();
        ByteBuffer bytes = ByteBuffer.allocateDirect(4 * n * dim).order(ByteOrder.nativeOrder());
        utterances.forEach(u -> u.copyLayer(layer, bytes));
        try (NDManager m = manager.newSubManager()) {
            NDArray raw = m.create(bytes.flip(), new Shape(n, dim), DataType.FLOAT32);
            NDArray values = raw.sub(m.create(moments.mean(layer))).mul(m.create(moments.scale(layer)));
            float[] norms = values.square().sum(new int[] {1}).sqrt().toFloatArray();
            values.attach(manager);
            return new Frames(values, norms, starts);
        }
    }

    int count(int utterance) {
        return starts[utterance + 1] - starts[utterance];
    }

    /**
     * One layer of all queries and of one document.
     *
     * @param values of every query frame with every document frame, (N, T)
     */
    record Products(Frames queries, Frames document, float[] values) {
        static Products of(Frames queries, Frames document) {
            return new Products(
                    queries,
                    document,
                    queries.values().matMul(document.values().transpose()).toFloatArray());
        }

        /** The smallest distance of a query to a part of the document. */
        double distance(int query, FrameDistance distance) {
            int frames = document.count(0);
            int first = queries.starts()[query];
            return new SubsequenceDtw(frames).distance(queries.count(query), (i, row) -> {
                int q = first + i;
                for (int t = 0; t < frames; t++) {
                    row[t] = distance.of(values[q * frames + t], queries.norms()[q], document.norms()[t]);
                }
            });
        }
    }
}
