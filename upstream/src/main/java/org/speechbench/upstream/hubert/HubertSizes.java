package org.speechbench.upstream.hubert;

import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.upstream.transformer.TransformerConfig;

/** The sizes of HuBERT: base and large as published, the others for training in minutes and for tests. */
final class HubertSizes {
    static final List<String> NAMES = List.of("test", "tiny", "small", "base", "large");

    private HubertSizes() {}

    static HubertArchitecture of(String size) {
        return of(size, Map.of());
    }

    static HubertArchitecture of(String size, Map<String, String> settings) {
        return published(size).with(HubertVariant.of(settings));
    }

    private static HubertArchitecture published(String size) {
        return switch (size) {
            case "test" -> base(size, new TransformerConfig(2, 32, 4, 64, 128, 16, false), 16, 24);
            case "tiny" -> base(size, new TransformerConfig(4, 192, 4, 768, 128, 16, false), 192, 256);
            case "small" -> base(size, new TransformerConfig(6, 256, 4, 1024, 128, 16, false), 512, 256);
            case "base" -> base(size, new TransformerConfig(12, 768, 12, 3072, 128, 16, false), 512, 256);
            case "large" -> new HubertArchitecture(
                    size,
                    new TransformerConfig(24, 1024, 16, 4096, 128, 16, true),
                    512,
                    768,
                    true,
                    WaveNormalization.FAIRSEQ);
            default -> throw new UserError(
                    "hubert has no size '" + size + "'.", "Use one of " + String.join(", ", NAMES) + ".");
        };
    }

    /** The size that has a network of these dimensions, heads aside, or {@link HubertSettings#CUSTOM}. */
    static String matching(TransformerConfig encoder, int channels, boolean layerNorm) {
        return NAMES.stream()
                .filter(name -> of(name).encoder().equals(encoder)
                        && of(name).channels() == channels
                        && of(name).layerNorm() == layerNorm)
                .findFirst()
                .orElse(HubertSettings.CUSTOM);
    }

    private static HubertArchitecture base(String size, TransformerConfig encoder, int channels, int finalSize) {
        return new HubertArchitecture(size, encoder, channels, finalSize, false, WaveNormalization.NONE);
    }
}
