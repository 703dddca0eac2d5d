package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.cache.LayerStates;

/** States that are copied from the cache, or from where they are computed, for each batch. */
final class CachedFrames implements FrameStates {
    /** A buffer of the JVM holds at most 2 GiB. */
    private static final long PIECE_BYTES = 1L << 30;

    private final FrozenFeatures features;
    private final StateForm form;

    CachedFrames(FrozenFeatures features, StateForm form) {
        this.features = features;
        this.form = form;
    }

    @Override
    public List<NDArray> of(BatchMemory memory, List<Example> examples) {
        int longest = examples.stream().mapToInt(Example::frames).max().orElseThrow();
        long layerBytes = (long) Short.BYTES * examples.size() * longest * form.dim();
        if (layerBytes > PIECE_BYTES) {
            throw new UserError(
                    "One layer of a batch takes " + (layerBytes >> 20) + " MiB, more than 1 GiB.",
                    "Use a smaller batch, or leave out the longest recordings.");
        }
        List<LayerStates> rows =
                examples.stream().map(e -> form.states(features, e)).toList();
        int most = (int) (PIECE_BYTES / layerBytes);
        List<NDArray> pieces = new ArrayList<>();
        for (int from = form.first(); from < form.end(); from += most) {
            int to = Math.min(form.end(), from + most);
            ByteBuffer out = memory.take((int) layerBytes * (to - from));
            for (int l = from; l < to; l++) {
                copyLayer(l, examples, rows, longest, out);
            }
            Shape shape = new Shape(to - from, rows.size(), longest, form.dim());
            pieces.add(memory.manager().create(out.flip(), shape, DataType.FLOAT16));
        }
        return pieces;
    }

    private void copyLayer(int layer, List<Example> examples, List<LayerStates> rows, int longest, ByteBuffer out) {
        for (int b = 0; b < rows.size(); b++) {
            Example seen = examples.get(b);
            out.put(rows.get(b).bits(layer, seen.from(), seen.frames()));
            out.put(new byte[Short.BYTES * (longest - seen.frames()) * form.dim()]);
        }
    }

    @Override
    public void close() {}
}
