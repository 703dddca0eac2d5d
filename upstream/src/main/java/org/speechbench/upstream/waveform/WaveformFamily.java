package org.speechbench.upstream.waveform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.LayerNumbering;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.distill.LayerMatching;
import org.speechbench.upstream.model.Convolution;
import org.speechbench.upstream.model.StatePredictor;
import org.speechbench.upstream.model.TransformerConfig;

/**
 * A family of models over waveforms: what distinguishes it from the others. Implementations are records without
 * components, so that they are equal.
 */
public interface WaveformFamily {
    FamilyNames names();

    /** Name of the upstream. */
    default String provider() {
        return names().provider();
    }

    /** Name of the model, for messages. */
    default String title() {
        return names().title();
    }

    /** The sizes, smallest first, as published or, for training in minutes and for tests, of our choice. */
    List<WaveformNetwork> sizes();

    /** The names of the sizes whose weights others have published; shapes like theirs are known to belong to them. */
    List<String> published();

    /** Whether the family learns by masked prediction, and may be trained here. */
    default boolean pretrains() {
        return false;
    }

    /** Whether networks with random weights may have other dimensions than those of their size. */
    default boolean resizes() {
        return pretrains();
    }

    /** Whether its networks may be trained here, by masked prediction or by an objective of another kind. */
    default boolean trains() {
        return pretrains();
    }

    /** Settings that choose one of the networks of a size, or how it is trained. */
    default List<Setting> choices() {
        return List.of();
    }

    /**
     * The network that settings choose.
     *
     * @param model of a size, or of a checkpoint
     * @param settings values of the {@link #choices}
     * @throws org.speechbench.core.UserError if there is none
     */
    default WaveformNetwork chosen(WaveformNetwork model, Settings settings) {
        return model;
    }

    /**
     * The blocks of a checkpoint of another toolkit.
     *
     * @throws org.speechbench.core.UserError if something that changes its states is not known
     */
    default EncoderBlocks blocks(FileEvidence evidence) {
        return new PlainBlocks();
    }

    /** The blocks of a model folder without a named size; takes their settings out of the map. */
    default EncoderBlocks blocks(Map<String, String> settings) {
        return new PlainBlocks();
    }

    /**
     * Heads with which a checkpoint predicts states of another model; empty if it has none.
     *
     * @param tensors by the names of the block's parameters
     */
    default Optional<StatePredictor> predictor(Map<String, TensorInfo> tensors) {
        return Optional.empty();
    }

    /**
     * The heads with which a student of this family predicts states of a teacher, of a family that {@link #predicts}.
     *
     * @param width D of the states of the teacher
     * @throws org.speechbench.core.UserError if they predict from other layers than the matching names
     */
    default StatePredictor heads(WaveformNetwork student, LayerMatching matching, int width) {
        throw new IllegalStateException(provider() + " has no heads of its own");
    }

    /**
     * The heads of a network of random weights whose dimensions differ from those of its size.
     *
     * @param usual heads of the size, which are empty unless networks of random weights have heads
     */
    default Optional<StatePredictor> resized(TransformerConfig transformer, Optional<StatePredictor> usual) {
        return usual;
    }

    /** What the setting {@code predictions} does, of a family that {@link #predicts}. */
    default String predictionsMeaning() {
        return "adds what the heads of a checkpoint predict of the layers of its teacher as hidden states after its own, as"
                + " s3prl does";
    }

    /** Whether other toolkits have the model, so that its checkpoints are read and written. */
    default boolean exchanges() {
        return true;
    }

    /** Whether its checkpoints may have such heads. */
    default boolean predicts() {
        return false;
    }

    /**
     * The convolutions of the front end.
     *
     * @param widest channels of the widest
     */
    default List<Convolution> convolutions(int widest) {
        return Convolution.wav2vec2(widest);
    }

    /** How other toolkits number the hidden states. */
    default List<LayerNumbering> layerNumberings() {
        return List.of(
                new LayerNumbering("transformers", "hidden_states", 0, ""),
                new LayerNumbering("s3prl", "hidden_states", 0, ""),
                new LayerNumbering(
                        "torchaudio",
                        "extract_features",
                        1,
                        "its last one has not passed the norm that ends an encoder with norms before its blocks"));
    }

    /** What a user may state about the blocks of a checkpoint that does not record it. */
    default List<Setting> stated() {
        return List.of();
    }

    /** The norm of the front end where Hugging Face's configuration names none: {@code group} or {@code layer}. */
    default String usualFrontNorm() {
        return "group";
    }

    /** Hugging Face's key of the kernel of the positional convolution. */
    default String positionalKernelKey() {
        return "num_conv_pos_embeddings";
    }

    /** The tensor whose shape has the kernel of the positional convolution. */
    default String positionalWeight() {
        return "encoder.pos_conv.weight_v";
    }
}
