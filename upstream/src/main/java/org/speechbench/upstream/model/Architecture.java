package org.speechbench.upstream.model;

import java.util.List;
import java.util.Map;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.pretrain.Compute;
import org.speechbench.upstream.pretrain.Pretrainable.InputKind;

/** What a model adds to the shared encoder: a front end, a head, and facts. */
public interface Architecture {
    /** Name of the provider, for example {@code hubert}. */
    String provider();

    String size();

    String paper();

    TransformerConfig encoder();

    /** What the front end reads. */
    InputKind input();

    /** From units of the input to frames. */
    FrameGeometry geometry();

    /** Samples at 16 kHz between two frames. */
    int frameStride();

    /** Channels of the front end's output. */
    int frontWidth();

    /** Parameters of the front end, in the order of its script. */
    List<ParameterSpec> front();

    /** Layers whose output a head predicts from; 0 is the encoder's input. The last is the main one. */
    List<Integer> predictLayers();

    /** Where masked frames are worked on in pre-training. */
    MaskedFrames maskedFrames();

    /** How each of those layers predicts. */
    PredictionHead predictionHead();

    /** Parameters of one head. */
    default List<ParameterSpec> head(int layer, int classes) {
        return predictionHead().parameters("heads." + layer + ".", encoder().size(), classes);
    }

    /**
     * Adds the method {@code front(x, lengths, normalization, w)}, which returns (B, T, C), and its constants.
     *
     * @param compute how; what is not {@linkplain Compute#OPTIMISED optimised} may take batches without padding only
     */
    void script(ScriptSource source, Compute compute);

    /** Multiply-accumulates of the front end per second of audio, forward. */
    double frontMultiplyAccumulates();

    /** Settings beyond the size that a checkpoint needs to open as the same model. */
    Map<String, String> settings();

    /** What the model is, computed without loading anything. */
    default UpstreamCard card() {
        return new ModelLayout(this).card();
    }
}
