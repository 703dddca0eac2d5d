package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.upstream.batches.MaskSampler;

/** Where masked frames are processed in pre-training. */
public enum MaskPlacement {
    /** In the encoder, as mask embeddings among the unmasked frames (HuBERT, Fast-HuBERT). */
    ENCODER("encoder"),
    /**
     * In a {@linkplain MaskedFrameDecoder light decoder} after the encoder. The Transformer sees only the unmasked
     * frames, 46 to 59 % of all frames with the published masks; its outputs and the mask embeddings, both with their
     * positions, then pass through the decoder.
     */
    DECODER("decoder");

    /** Name of the setting whose value is an {@link #id}. */
    public static final String SETTING = "masked_frames";

    private static final int DECODER_MULTIPLE = 4;

    private final String id;

    MaskPlacement(String id) {
        this.id = id;
    }

    /** The name in settings. */
    public String id() {
        return id;
    }

    /** @throws UserError if layers within the encoder would predict frames that the encoder does not see */
    public static MaskPlacement of(String value, boolean intermediate) {
        MaskPlacement place = value.equals(DECODER.id) ? DECODER : ENCODER;
        if (place == DECODER && intermediate) {
            throw new UserError(
                    "Layers within the encoder cannot predict masked frames that it does not see.",
                    "Leave out intermediate, or masked_frames: decoder.");
        }
        return place;
    }

    /** The decoder; empty if there is none. */
    public List<Block> decoder(TransformerConfig c) {
        return this == DECODER ? List.of(new MaskedFrameDecoder(c.size(), c.positionalGroups())) : List.of();
    }

    /**
     * The divisor of the number of masked frames: the engine prepares kernels for every new length of the Transformer's
     * input, so only few lengths may occur.
     */
    int multiple() {
        return this == DECODER ? DECODER_MULTIPLE : 1;
    }

    /**
     * Share of the frames that the Transformer sees with the published masks.
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
