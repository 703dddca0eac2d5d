package org.speechbench.upstream.fithubert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.LayerNumbering;
import org.speechbench.upstream.distill.LayerMatching;
import org.speechbench.upstream.model.StatePredictor;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.WaveformFamily;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** A family of students that have a head for each layer. */
interface LayerwiseStudent extends WaveformFamily {
    /** Frames of the front end that become one in the layers, and that heads make of one. */
    int joinedFrames();

    /** None of its files is read, so no shapes are known to be published. */
    @Override
    default List<String> published() {
        return List.of();
    }

    @Override
    default boolean resizes() {
        return true;
    }

    @Override
    default boolean exchanges() {
        return false;
    }

    @Override
    default boolean predicts() {
        return true;
    }

    @Override
    default String predictionsMeaning() {
        return "the only hidden states are what the head of the last layer predicts of the teacher, 50 a second, as"
                + " published; otherwise those of every layer, "
                + 50 / joinedFrames() + " a second";
    }

    @Override
    default List<LayerNumbering> layerNumberings() {
        return List.of(new LayerNumbering(
                "s3prl", "hidden_states", 1, "its last_hidden_state is what the setting predictions gives here"));
    }

    private LayerHead head(TransformerConfig transformer, int teacher) {
        return new LayerHead(transformer.size(), teacher, joinedFrames());
    }

    /** A head for each layer. */
    default Optional<StatePredictor> heads(TransformerConfig transformer, int teacher) {
        return Optional.of(LayerHeads.ofAll(transformer.layers(), head(transformer, teacher)));
    }

    @Override
    default Optional<StatePredictor> resized(TransformerConfig transformer, Optional<StatePredictor> usual) {
        return usual.flatMap(heads -> heads(transformer, heads.width()));
    }

    @Override
    default Optional<StatePredictor> predictor(Map<String, TensorInfo> tensors) {
        return LayerHeads.of(tensors);
    }

    @Override
    default StatePredictor heads(WaveformNetwork student, LayerMatching matching, int width) {
        return LayerHeads.matching(provider(), matching, head(student.transformer(), width));
    }
}
