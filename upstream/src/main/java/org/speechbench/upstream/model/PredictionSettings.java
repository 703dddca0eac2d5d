package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.upstream.Setting;

/** Pre-training settings that all models with the shared encoder have in common. */
public final class PredictionSettings {
    /** Name of the setting of the prediction head: {@link #COSINE} or {@link #LINEAR}. */
    public static final String HEAD = "head";

    /** Cosines to label embeddings (HuBERT). */
    public static final String COSINE = "cosine";

    /** Plain cross-entropy (Fast-HuBERT). */
    public static final String LINEAR = "linear";

    /** Name of the setting for a second head at a third of the depth. */
    public static final String INTERMEDIATE = "intermediate";

    private PredictionSettings() {}

    /** The settings, the first head being the default. */
    public static List<Setting> of(String usual, String other) {
        return List.of(
                Setting.choice(
                        HEAD, "cosine to label embeddings (HuBERT), or linear with plain cross-entropy", usual, other),
                Setting.flag(INTERMEDIATE, "a second head at a third of the layers in pre-training"),
                Setting.choice(
                        MaskPlacement.SETTING,
                        "where masked frames are worked on in pre-training: in the encoder (published), or in a light"
                                + " decoder after it, so that the encoder sees the others only",
                        MaskPlacement.ENCODER.id(),
                        MaskPlacement.DECODER.id()));
    }

    /**
     * A head by its name.
     *
     * @param value of {@link #HEAD}
     * @param cosineSize of the cosine head
     */
    public static PredictionHead head(String value, int cosineSize) {
        return value.equals(COSINE) ? new PredictionHead.Cosine(cosineSize) : new PredictionHead.Linear();
    }

    /**
     * Layers that heads predict from: the last one, and for intermediate-layer supervision also one at a third of the
     * depth, which is layer 4 of 12 (Fast-HuBERT; ILS-HuBERT, arXiv 2112.08778).
     */
    public static List<Integer> layers(int layers, boolean intermediate) {
        return intermediate ? List.of(Math.max(1, layers / 3), layers) : List.of(layers);
    }
}
