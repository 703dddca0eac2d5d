package org.speechbench.upstream.feature;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.engine.feature.FbankOptions;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.engine.feature.KaldiFeatures;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;

/**
 * The computation of an acoustic-feature upstream.
 *
 * @param statics the features of a single frame
 * @param deltas whether first and second deltas are appended
 * @param statistics of the training set, if and only if the normalisation is global
 */
record FeatureRecipe(
        Statics statics, boolean deltas, Normalization normalization, @Nullable InputNormalization statistics) {
    /** The setting for the normalisation, which all recipes have. */
    static final Setting NORMALIZATION = Setting.choice(
                    "normalization",
                    "by mean and deviation of each utterance, of a training set (global, with statistics) or not at all; if"
                            + " it is not set, as the baseline does",
                    Normalization.UTTERANCE.id(),
                    Normalization.NONE.id(),
                    Normalization.GLOBAL.id())
            .usually("");

    /** The setting for the statistics of the training set, for global normalisation. */
    static final Setting STATISTICS = Setting.file(
            "statistics", "safetensors file of the training set's mean and deviation, for normalization: global");

    /** Raised whenever the same recipe gives other values. */
    private static final int VERSION = 1;

    /** The normalisation of acoustic features. */
    enum Normalization {
        NONE,
        /** Mean and deviation of each utterance, as in SUPERB. */
        UTTERANCE,
        /** Mean and deviation of a training set, read from a file. */
        GLOBAL;

        /** The name in lower case, as in settings. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Features of one frame. */
    enum Statics {
        FBANK(FbankOptions.SUPERB.bins()),
        MFCC(KaldiFeatures.CEPSTRA);

        private final int dimensions;

        Statics(int dimensions) {
            this.dimensions = dimensions;
        }
    }

    FeatureRecipe {
        if ((normalization == Normalization.GLOBAL) != (statistics != null)) {
            throw new IllegalArgumentException("global normalisation, and nothing else, has statistics");
        }
    }

    /**
     * Reads the settings that all recipes have.
     *
     * @param usual normalisation if none is set
     * @throws UserError if the settings contradict each other, or the statistics cannot be read
     */
    static FeatureRecipe of(Statics statics, boolean deltas, Normalization usual, Settings settings) {
        Normalization normalization = settings.isGiven(NORMALIZATION.name())
                ? Normalization.valueOf(settings.text(NORMALIZATION.name()).toUpperCase(Locale.ROOT))
                : usual;
        Path file = settings.file(STATISTICS.name());
        if ((normalization == Normalization.GLOBAL) != (file != null)) {
            throw new UserError(
                    "normalization: " + normalization.id() + (file == null ? " without" : " with") + " statistics.",
                    "Set normalization: global and statistics: FILE.safetensors together, or neither.");
        }
        int dimensions = dimensions(statics, deltas);
        return new FeatureRecipe(
                statics, deltas, normalization, file == null ? null : FeatureStatistics.read(file, dimensions));
    }

    /** Dimensions D of the result. */
    int dimensions() {
        return dimensions(statics, deltas);
    }

    /** SHA-256 (hex) of everything that the values depend on. */
    String digest() {
        MessageDigest sha = Digests.sha256();
        String text = String.format(Locale.ROOT, "kaldi/%d/%s/%b/%s", VERSION, statics, deltas, normalization.id());
        sha.update(text.getBytes(StandardCharsets.UTF_8));
        if (statistics != null) {
            ByteBuffer bytes = ByteBuffer.allocate(8 * dimensions());
            bytes.asFloatBuffer().put(statistics.means()).put(statistics.deviations());
            sha.update(bytes);
        }
        return Digests.hex(sha);
    }

    private static int dimensions(Statics statics, boolean deltas) {
        return statics.dimensions * (deltas ? 3 : 1);
    }
}
