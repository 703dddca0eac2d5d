package org.speechbench.upstream.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.UpstreamCard;

/** A network for masked prediction: a front end, an encoder, prediction heads, and its description. */
public interface Architecture {
    /** Name of the provider, for example {@code hubert}. */
    String provider();

    String size();

    String paper();

    FrontEnd front();

    /** Whether a layer norm comes between the front end and the projection to the encoder's size. */
    default boolean projectionNorm() {
        return true;
    }

    /** Whether there is a projection from the front end to the encoder's size. */
    default boolean projection() {
        return true;
    }

    /** Whether there is a vector that replaces masked frames; without one they are 0. */
    default boolean maskEmbedding() {
        return true;
    }

    Encoder encoder();

    /** Layers whose output a head predicts from; 0 is the encoder's input. The last is the main one. */
    List<Integer> predictLayers();

    /** Where masked frames are processed in pre-training. */
    default MaskPlacement maskedFrames() {
        return MaskPlacement.ENCODER;
    }

    /** The decoder of masked frames; empty if there is none. */
    default List<Block> decoder() {
        return List.of();
    }

    /** How each of those layers predicts. */
    PredictionHead predictionHead();

    /** The prefix of the parameter names of a layer's head in checkpoints. */
    default String headPrefix(int layer) {
        return "heads." + layer + ".";
    }

    /** Heads that predict states of another model, which a checkpoint keeps; empty if there are none. */
    default Optional<StatePredictor> predictor() {
        return Optional.empty();
    }

    /**
     * Whether checkpoints keep these heads of a training, so that they are part of the model.
     *
     * @param tensors of the heads, by the names of the block's parameters
     */
    default boolean keepsPredictor(Map<String, TensorInfo> tensors) {
        return false;
    }

    /** Whether the predictions of these heads are hidden states, after those of the layers or {@linkplain StatePredictor#alone alone}. */
    default boolean encodesPredictions() {
        return false;
    }

    /** The networks within this one, of which training draws one for each step. */
    default Subnetworks subnetworks() {
        return new Subnetworks.None(encoder().layers());
    }

    /**
     * The weights of this network among those of a checkpoint, which holds it alone unless it is a part of another.
     *
     * @param stored parameters of the checkpoint
     * @param values of them; empty for random ones
     */
    default Map<String, float[]> among(List<ParameterSpec> stored, Map<String, float[]> values) {
        return values;
    }

    /** The frames of the hidden states. */
    default StateFrames stateFrames() {
        int joined = encoder().joinedFrames();
        boolean alone =
                encodesPredictions() && predictor().map(StatePredictor::alone).orElse(false);
        return new StateFrames(front().geometry(), joined, alone ? joined : 1);
    }

    /** Settings beyond the size that a checkpoint needs to open as the same model. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /** The description of the model, computed without loading anything. */
    default UpstreamCard card() {
        return new ModelBudget(this, 0).card();
    }
}
