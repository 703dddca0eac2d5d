package org.speechbench.upstream.waveform;

import java.util.List;
import java.util.Map;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.model.Architecture;
import org.speechbench.upstream.model.Attention;
import org.speechbench.upstream.model.Block;
import org.speechbench.upstream.model.ConvolutionalPositions;
import org.speechbench.upstream.model.Encoder;
import org.speechbench.upstream.model.SelfAttention;
import org.speechbench.upstream.model.Subnetworks;
import org.speechbench.upstream.model.TransformerConfig;

/**
 * The blocks of an encoder that families choose, HuBERT's unless overridden. An implementation is a record of the
 * dimensions that they add.
 */
public interface EncoderBlocks {
    default Attention attention(TransformerConfig c) {
        return new SelfAttention(c.size(), c.heads());
    }

    /** A block with the methods of {@link ConvolutionalPositions}. */
    default Block positions(TransformerConfig c) {
        return new ConvolutionalPositions(c.size(), c.positionalKernel(), c.positionalGroups());
    }

    /** The encoder that these blocks form. */
    default Encoder encoder(TransformerConfig c) {
        return c.encoder(attention(c), positions(c));
    }

    /** The networks within this one, of which training draws one for each step. */
    default Subnetworks subnetworks(TransformerConfig c) {
        return new Subnetworks.None(c.layers());
    }

    /**
     * The weights of the network of these blocks among those of a checkpoint, see {@link Architecture#among}.
     *
     * @param own parameters of the network
     */
    default Map<String, float[]> among(
            List<ParameterSpec> stored, Map<String, float[]> values, List<ParameterSpec> own) {
        return values;
    }

    /** Whether there is a layer norm between front end and projection. */
    default boolean projectionNorm() {
        return true;
    }

    /** Whether there is a projection between front end and encoder. */
    default boolean projects(ConvolutionConfig convolutions, TransformerConfig c) {
        return true;
    }

    /** Whether the model has a vector that replaces masked frames. */
    default boolean maskEmbedding() {
        return true;
    }

    /** Whether attention depends on the distance of frames, so that none may be left out between others. */
    default boolean countsDistances() {
        return false;
    }

    /** The added dimensions as settings of a model folder. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /** Keys of Hugging Face's configuration that these blocks add or set otherwise. */
    default Map<String, Object> huggingFace() {
        return Map.of();
    }
}
