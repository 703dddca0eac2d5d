package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Head;
import org.speechbench.downstream.head.Pooling;

/** Assembles frozen features of several utterances into one padded batch. */
final class BatchBuilder implements AutoCloseable {
    private final FrozenFeatures features;
    private final Head head;
    private final Pooling pooling;
    private final StateForm form;
    private final FrameStates states;

    /**
     * @param pooling form of each utterance in the batch
     * @param states of batches that contain every frame, closed with this
     */
    BatchBuilder(FrozenFeatures features, Head head, Pooling pooling, StateForm form, FrameStates states) {
        this.features = features;
        this.head = head;
        this.pooling = pooling;
        this.form = form;
        this.states = states;
    }

    /**
     * Builds a batch. The examples must have at least one frame each. One thread at a time builds.
     *
     * @param memory of the batch
     * @param standardization of pooled values
     * @param drawn augmentation of the batch; null for none
     */
    Batch build(
            BatchMemory memory, List<Example> examples, Standardization standardization, @Nullable SpecAugment drawn) {
        NDManager manager = memory.manager();
        int n = examples.size();
        int longestTarget = Math.max(
                1, examples.stream().mapToInt(e -> e.target().length).max().orElse(0));
        long[] lengths = new long[n];
        long[] frames = new long[n];
        long[] targets = new long[n * longestTarget];
        long[] targetLengths = new long[n];
        for (int b = 0; b < n; b++) {
            Example e = examples.get(b);
            lengths[b] = pooling == Pooling.NONE ? e.frames() : pooling.rows();
            frames[b] = head.outputFrames((int) lengths[b]);
            targetLengths[b] = e.target().length;
            for (int i = 0; i < e.target().length; i++) {
                targets[b * longestTarget + i] = e.target()[i];
            }
        }
        return new Batch(
                examples,
                pooling == Pooling.NONE ? states.of(memory, examples) : pooled(manager, examples, standardization),
                manager.create(lengths),
                manager.create(frames),
                manager.create(targets, new Shape(n, longestTarget)),
                manager.create(targetLengths),
                drawn == null ? List.of() : drawn.arrays(manager));
    }

    private List<NDArray> pooled(NDManager manager, List<Example> examples, Standardization standardization) {
        int n = examples.size();
        int row = pooling.rows() * form.dim();
        float[] values = new float[form.count() * n * row];
        for (int b = 0; b < n; b++) {
            float[] own = standardization.apply(form.pooled(features, examples.get(b), pooling));
            for (int l = 0; l < form.count(); l++) {
                System.arraycopy(own, (form.first() + l) * row, values, (l * n + b) * row, row);
            }
        }
        return List.of(manager.create(values, new Shape(form.count(), n, pooling.rows(), form.dim())));
    }

    @Override
    public void close() {
        states.close();
    }
}
