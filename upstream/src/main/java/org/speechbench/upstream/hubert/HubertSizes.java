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
        HubertArchitecture a = published(size);
        HubertVariant variant = HubertVariant.of(settings);
        if (variant.paddedStatistics() && a.layerNorm()) {
            throw new UserError(
                    "hubert " + size + " has no group norm whose statistics 'padding: published' would change.",
                    "Leave padding out; it is exact.");
        }
        return new HubertArchitecture(
                size, a.encoder(), a.channels(), a.finalSize(), a.layerNorm(), a.normalizeWave(), variant);
    }

    private static HubertArchitecture published(String size) {
        return switch (size) {
            case "test" -> base(size, new TransformerConfig(2, 32, 4, 64, 128, 16, false), 16, 24);
            case "tiny" -> base(size, new TransformerConfig(4, 192, 4, 768, 128, 16, false), 192, 256);
            case "small" -> base(size, new TransformerConfig(6, 256, 4, 1024, 128, 16, false), 512, 256);
            case "base" -> base(size, new TransformerConfig(12, 768, 12, 3072, 128, 16, false), 512, 256);
            case "large" -> new HubertArchitecture(
                    size, new TransformerConfig(24, 1024, 16, 4096, 128, 16, true), 512, 768, true, true);
            default -> throw new UserError(
                    "hubert has no size '" + size + "'.", "Use one of " + String.join(", ", NAMES) + ".");
        };
    }

    private static HubertArchitecture base(String size, TransformerConfig encoder, int channels, int finalSize) {
        return new HubertArchitecture(size, encoder, channels, finalSize, false, false);
    }
}
