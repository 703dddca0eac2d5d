package org.speechbench.upstream.hubert;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.upstream.model.MaskedFrames;
import org.speechbench.upstream.model.PredictionSettings;

/**
 * What may differ between two HuBERTs of one size.
 *
 * @param head {@code cosine} (published) or {@code linear} (row S2 of the Fast-HuBERT ladder)
 * @param intermediate a second head at a third of the layers
 * @param paddedStatistics the group norm of Base takes its mean and variance over the zero padding too, as the published
 *     code does, so that what an utterance looks like depends on the longest of its batch
 * @param maskedFrames where masked frames are worked on in pre-training
 */
record HubertVariant(String head, boolean intermediate, boolean paddedStatistics, MaskedFrames maskedFrames) {
    static final HubertVariant PUBLISHED = new HubertVariant("cosine", false, false, MaskedFrames.ENCODER);

    private static final String HEAD = "head";
    private static final String INTERMEDIATE = "intermediate";
    private static final String PADDING = "padding";
    private static final String PADDED = "published";

    HubertVariant {
        PredictionSettings.head(head, 1);
    }

    /** @throws UserError for a setting or value that does not exist */
    static HubertVariant of(Map<String, String> settings) {
        String head = PUBLISHED.head;
        boolean intermediate = PUBLISHED.intermediate;
        boolean padded = PUBLISHED.paddedStatistics;
        String maskedFrames = PUBLISHED.maskedFrames.id();
        for (Map.Entry<String, String> s : settings.entrySet()) {
            switch (s.getKey()) {
                case HEAD -> head = s.getValue();
                case INTERMEDIATE -> intermediate = PredictionSettings.flag(INTERMEDIATE, s.getValue());
                case PADDING -> padded = padded(s.getValue());
                case MaskedFrames.SETTING -> maskedFrames = s.getValue();
                default -> throw NearNames.unknown(
                        "hubert has no setting '" + s.getKey() + "'.",
                        s.getKey(),
                        List.of(HEAD, INTERMEDIATE, MaskedFrames.SETTING, PADDING));
            }
        }
        return new HubertVariant(head, intermediate, padded, MaskedFrames.of(maskedFrames, intermediate));
    }

    private static boolean padded(String value) {
        return switch (value) {
            case "exact" -> false;
            case PADDED -> true;
            default -> throw new UserError(
                    "padding is '" + value + "'.",
                    "Use exact (padding changes nothing) or published (statistics over the padding too).");
        };
    }

    /** The settings that differ from {@link #PUBLISHED}. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        if (!head.equals(PUBLISHED.head)) {
            settings.put(HEAD, head);
        }
        if (intermediate) {
            settings.put(INTERMEDIATE, "true");
        }
        if (maskedFrames != PUBLISHED.maskedFrames) {
            settings.put(MaskedFrames.SETTING, maskedFrames.id());
        }
        if (paddedStatistics) {
            settings.put(PADDING, PADDED);
        }
        return settings;
    }
}
