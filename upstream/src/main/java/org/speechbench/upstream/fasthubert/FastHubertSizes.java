package org.speechbench.upstream.fasthubert;

import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.upstream.transformer.MaskedFrames;
import org.speechbench.upstream.transformer.PredictionHead;
import org.speechbench.upstream.transformer.PredictionSettings;
import org.speechbench.upstream.transformer.TransformerConfig;

/**
 * The sizes of Fast-HuBERT: base as published; the others train in minutes, with a positional convolution of 1.3 s
 * instead of 5.1 s, which little data cannot fill (docs/adr/0003).
 */
final class FastHubertSizes {
    static final List<String> NAMES = List.of("test", "tiny", "small", "base");
    private static final int FORTY_MILLISECONDS = 2;

    private FastHubertSizes() {}

    static FastHubertArchitecture of(String size, Map<String, String> settings) {
        int convolutions = FORTY_MILLISECONDS;
        boolean intermediate = false;
        boolean utteranceMean = false;
        String maskedFrames = MaskedFrames.ENCODER.id();
        PredictionHead head = new PredictionHead.Linear();
        for (Map.Entry<String, String> s : settings.entrySet()) {
            switch (s.getKey()) {
                case "convolutions" -> convolutions = convolutions(s.getValue());
                case "intermediate" -> intermediate = PredictionSettings.flag("intermediate", s.getValue());
                case "utterance_mean" -> utteranceMean = PredictionSettings.flag("utterance_mean", s.getValue());
                case MaskedFrames.SETTING -> maskedFrames = s.getValue();
                case "head" -> head = PredictionSettings.head(s.getValue(), cosineSize(size));
                default -> throw new UserError(
                        "fast_hubert has no setting '" + s.getKey() + "'.",
                        "Use convolutions, head, intermediate, masked_frames or utterance_mean.");
            }
        }
        int channels = channels(size);
        MaskedFrames place = MaskedFrames.of(maskedFrames, intermediate);
        return new FastHubertArchitecture(
                size, encoder(size), channels, convolutions, intermediate, utteranceMean, place, head);
    }

    private static int convolutions(String value) {
        return switch (value) {
            case "1" -> 1;
            case "2" -> 2;
            case "3" -> 3;
            default -> throw new UserError(
                    "convolutions is '" + value + "'.", "Use 1 (20 ms frames), 2 (40 ms) or 3 (80 ms).");
        };
    }

    private static int channels(String size) {
        return switch (size) {
            case "test" -> 16;
            case "tiny" -> 192;
            default -> 512;
        };
    }

    /** As in HuBERT of the same size. */
    private static int cosineSize(String size) {
        return size.equals("test") ? 24 : 256;
    }

    private static TransformerConfig encoder(String size) {
        return switch (size) {
            case "test" -> new TransformerConfig(2, 32, 4, 64, 32, 16, false);
            case "tiny" -> new TransformerConfig(4, 192, 4, 768, 32, 16, false);
            case "small" -> new TransformerConfig(6, 256, 4, 1024, 32, 16, false);
            case "base" -> new TransformerConfig(12, 768, 12, 3072, 128, 16, false);
            default -> throw new UserError(
                    "fast_hubert has no size '" + size + "'.", "Use one of " + String.join(", ", NAMES) + ".");
        };
    }
}
