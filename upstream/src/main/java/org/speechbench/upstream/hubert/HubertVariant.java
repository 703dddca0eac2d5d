package org.speechbench.upstream.hubert;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.speechbench.core.UserError;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.model.MaskPlacement;
import org.speechbench.upstream.model.PredictionSettings;

/**
 * The properties in which two HuBERTs of the same size may differ.
 *
 * @param head {@code cosine} (published) or {@code linear} (row S2 of the Fast-HuBERT ladder)
 * @param intermediate whether there is a second head at a third of the layers
 * @param paddedStatistics whether the mean and variance of Base's group norm include the zero padding, as in the
 *     published code, so that the states of an utterance depend on the longest one of its batch
 * @param maskedFrames where masked frames are processed in pre-training
 */
record HubertVariant(String head, boolean intermediate, boolean paddedStatistics, MaskPlacement maskedFrames) {
    static final HubertVariant PUBLISHED =
            new HubertVariant(PredictionSettings.COSINE, false, false, MaskPlacement.ENCODER);

    private static final String PADDING = "padding";
    private static final String PADDED = "published";

    /** The settings of a HuBERT with random weights. */
    static final SettingsSchema SETTINGS = new SettingsSchema(
            HubertProvider.NAME,
            Stream.concat(
                            PredictionSettings.of(PredictionSettings.COSINE, PredictionSettings.LINEAR).stream(),
                            Stream.of(Setting.choice(
                                    PADDING,
                                    "exact: padding changes nothing; published: statistics over the padding too, so that"
                                            + " an utterance depends on the longest of its batch",
                                    "exact",
                                    PADDED)))
                    .toList());

    /** @throws UserError for a setting or value that does not exist */
    static HubertVariant of(Map<String, String> given) {
        Settings settings = SETTINGS.read(given);
        boolean intermediate = settings.flag(PredictionSettings.INTERMEDIATE);
        return new HubertVariant(
                settings.text(PredictionSettings.HEAD),
                intermediate,
                settings.text(PADDING).equals(PADDED),
                MaskPlacement.of(settings.text(MaskPlacement.SETTING), intermediate));
    }

    boolean isPublishedButForPadding() {
        return equals(
                new HubertVariant(PUBLISHED.head, PUBLISHED.intermediate, paddedStatistics, PUBLISHED.maskedFrames));
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
        return settings;
    }
}
