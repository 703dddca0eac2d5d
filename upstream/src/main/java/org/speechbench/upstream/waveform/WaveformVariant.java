package org.speechbench.upstream.waveform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.model.MaskPlacement;
import org.speechbench.upstream.model.PredictionSettings;

/**
 * The properties in which two networks of the same family and size may differ.
 *
 * @param head {@code cosine} (published) or {@code linear} (row S2 of the Fast-HuBERT ladder)
 * @param intermediate whether there is a second head at a third of the layers
 * @param paddedStatistics whether the mean and variance of Base's group norm include the zero padding, as in the
 *     published code, so that the states of an utterance depend on the longest one of its batch
 * @param maskedFrames where masked frames are processed in pre-training
 * @param predictions whether what its heads predict of a teacher's layers are hidden states, after those of the layers
 */
public record WaveformVariant(
        String head, boolean intermediate, boolean paddedStatistics, MaskPlacement maskedFrames, boolean predictions) {
    public static final WaveformVariant PUBLISHED =
            new WaveformVariant(PredictionSettings.COSINE, false, false, MaskPlacement.ENCODER, false);

    private static final String PADDING = "padding";
    private static final String PADDED = "published";

    private static final Setting STATISTICS = Setting.choice(
            PADDING,
            "exact: padding changes nothing; published: statistics over the padding too, so that an utterance depends"
                    + " on the longest of its batch",
            "exact",
            PADDED);

    private static final String PREDICTIONS = "predictions";

    /** The settings of a network with random weights; those of pre-training only if the family has it. */
    static List<Setting> settings(WaveformFamily family) {
        List<Setting> settings = new ArrayList<>();
        if (family.pretrains()) {
            settings.addAll(PredictionSettings.of(PredictionSettings.COSINE, PredictionSettings.LINEAR));
        }
        settings.add(STATISTICS);
        if (family.predicts()) {
            settings.add(Setting.flag(PREDICTIONS, family.predictionsMeaning()));
        }
        return settings;
    }

    /** @throws org.speechbench.core.UserError for a setting or value that does not exist */
    static WaveformVariant of(WaveformFamily family, Map<String, String> given) {
        return of(family, new SettingsSchema(family.provider(), settings(family)).read(given));
    }

    static WaveformVariant of(WaveformFamily family, Settings settings) {
        boolean padded = settings.text(PADDING).equals(PADDED);
        if (!family.pretrains()) {
            boolean predictions = family.predicts() && settings.flag(PREDICTIONS);
            return new WaveformVariant(
                    PUBLISHED.head, PUBLISHED.intermediate, padded, PUBLISHED.maskedFrames, predictions);
        }
        boolean intermediate = settings.flag(PredictionSettings.INTERMEDIATE);
        return new WaveformVariant(
                settings.text(PredictionSettings.HEAD),
                intermediate,
                padded,
                MaskPlacement.of(settings.text(MaskPlacement.SETTING), intermediate),
                PUBLISHED.predictions);
    }

    public boolean isPublishedButForPadding() {
        return equals(new WaveformVariant(
                PUBLISHED.head,
                PUBLISHED.intermediate,
                paddedStatistics,
                PUBLISHED.maskedFrames,
                PUBLISHED.predictions));
    }

    /** The settings that differ from {@link #PUBLISHED}. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        if (!head.equals(PUBLISHED.head)) {
            settings.put(PredictionSettings.HEAD, head);
        }
        if (intermediate) {
            settings.put(PredictionSettings.INTERMEDIATE, "true");
        }
        if (maskedFrames != PUBLISHED.maskedFrames) {
            settings.put(MaskPlacement.SETTING, maskedFrames.id());
        }
        if (paddedStatistics) {
            settings.put(PADDING, PADDED);
        }
        if (predictions) {
            settings.put(PREDICTIONS, "true");
        }
        return settings;
    }
}
