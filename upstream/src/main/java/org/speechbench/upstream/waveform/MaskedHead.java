package org.speechbench.upstream.waveform;

import java.util.Map;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.portable.FoundModel;

/** The head of masked prediction in a checkpoint of another toolkit: one projection, and an embedding of each class. */
final class MaskedHead {
    static final String LABELS = "label_embeddings";
    static final String PROJECTION = "final_proj.weight";

    private static final String PROJECTION_BIAS = "final_proj.bias";

    private MaskedHead() {}

    /** The model without its pre-training head, which encoding does not use. */
    static FoundModel without(FoundModel model) {
        return model.without(model.names().keySet().stream()
                .filter(n -> n.equals(LABELS) || n.startsWith("final_proj."))
                .toList());
    }

    /** Whether all parts of this suite's head are there. */
    static boolean isIn(FoundModel model) {
        Map<String, String> names = model.names();
        return names.containsKey(LABELS)
                && names.containsKey(PROJECTION)
                && names.containsKey(PROJECTION_BIAS)
                && model.trainedHeads().stream().noneMatch("target_glu"::equals);
    }

    /**
     * Whether there is one projection for one set of labels. A checkpoint may have stacked projections for several sets
     * of labels, or one projection for several sets, but this suite's model has one of each.
     *
     * @param tensors of the file
     * @param labelSets as far as the configuration states it
     */
    static boolean isSingle(FoundModel model, Map<String, TensorInfo> tensors, int labelSets) {
        TensorInfo labels = tensors.get(model.names().get(LABELS));
        TensorInfo projection = tensors.get(model.names().get(PROJECTION));
        return labelSets <= 1
                && labels != null
                && projection != null
                && labels.shape().length == 2
                && projection.shape().length == 2
                && labels.shape()[1] == projection.shape()[0];
    }
}
