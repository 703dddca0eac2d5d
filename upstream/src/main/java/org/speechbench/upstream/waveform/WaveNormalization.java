package org.speechbench.upstream.waveform;

import java.util.Locale;
import org.speechbench.core.UserError;

/**
 * The normalisation of an utterance's samples before the first convolution; the constants other than NONE differ only
 * in the epsilon.
 */
public enum WaveNormalization {
    /** Samples are not normalised. */
    NONE(0),

    /** Zero mean and unit variance with epsilon 1e-5: fairseq's {@code task.normalize}, torchaudio's Large bundles. */
    FAIRSEQ(1e-5),

    /** The same with epsilon 1e-7: {@code do_normalize} of Hugging Face's feature extractor. */
    HUGGING_FACE(1e-7);

    private final double epsilon;

    WaveNormalization(double epsilon) {
        this.epsilon = epsilon;
    }

    /** The value added to the variance. */
    public double epsilon() {
        return epsilon;
    }

    /** Name in configurations. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static WaveNormalization of(String id) {
        for (WaveNormalization w : values()) {
            if (w.id().equals(id)) {
                return w;
            }
        }
        throw new UserError("wave_normalization is '" + id + "'.", "Use none, fairseq or hugging_face.");
    }
}
