package org.speechbench.upstream.model;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.pretrain.MaskSampler;

/** Where masked frames are worked on in pre-training. */
public enum MaskedFrames {
    /** In the encoder, as mask embeddings between the others (HuBERT, Fast-HuBERT). */
    ENCODER("encoder"),
    /**
     * In a light decoder after it. The Transformer sees the other frames only, 46 to 59 % of them by the published masks;
     * its outputs and the mask embeddings, both with their positions, then pass through four residual convolutions of 7
     * frames (data2vec 2.0, arXiv 2212.07525, section 3; its decoder is narrower).
     */
    DECODER("decoder");

    /** Name of the setting whose value is an {@link #id}. */
    public static final String SETTING = "masked_frames";

    private static final int DECODER_LAYERS = 4;
    private static final int DECODER_KERNEL = 7;
    private static final int DECODER_MULTIPLE = 4;
    private static final int PER_LAYER = 2;

    private final String id;

    MaskedFrames(String id) {
        this.id = id;
    }

    /** As settings name it. */
    public String id() {
        return id;
    }

    /** @throws UserError if layers within the encoder predict what it does not see */
    public static MaskedFrames of(String value, boolean intermediate) {
        MaskedFrames place = value.equals(DECODER.id) ? DECODER : ENCODER;
        if (place == DECODER && intermediate) {
            throw new UserError(
                    "Layers within the encoder cannot predict masked frames that it does not see.",
                    "Leave out intermediate, or masked_frames: decoder.");
        }
        return place;
    }

    int decoderLayers() {
        return this == DECODER ? DECODER_LAYERS : 0;
    }

    /** The engine prepares kernels for every new length of the Transformer's input, so few lengths may occur. */
    int multiple() {
        return this == DECODER ? DECODER_MULTIPLE : 1;
    }

    /** Number of parameters before the heads. */
    int parameterCount() {
        return PER_LAYER * decoderLayers();
    }

    /** Parameters of the decoder in the order of the script. */
    List<ParameterSpec> parameters(TransformerConfig c) {
        List<ParameterSpec> p = new ArrayList<>();
        int in = c.size() / c.positionalGroups();
        Initializer init = Initializer.fanIn(in * DECODER_KERNEL);
        for (int l = 0; l < decoderLayers(); l++) {
            String name = "decoder.conv_layers." + l;
            p.add(new ParameterSpec(name + ".weight", new long[] {c.size(), in, DECODER_KERNEL}, init));
            p.add(new ParameterSpec(name + ".bias", new long[] {c.size()}, init));
        }
        return p;
    }

    /** Multiply-accumulates of one frame, forward. */
    double multiplyAccumulates(TransformerConfig c) {
        return (double) decoderLayers() * c.size() * c.size() / c.positionalGroups() * DECODER_KERNEL;
    }

    /**
     * Share of the frames that the Transformer sees by the published masks.
     *
     * @param frames of a crop
     * @param seconds of a crop
     */
    double seen(int frames, double seconds) {
        if (this == ENCODER) {
            return 1;
        }
        int group = MaskSampler.group(MaskSampler.PUBLISHED_GROUP_SECONDS, seconds);
        return 1 - MaskSampler.published(multiple()).share(frames, group);
    }
}
