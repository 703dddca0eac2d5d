package org.speechbench.upstream.fasthubert;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.NearNames;
import org.speechbench.upstream.fasthubert.FastHubertArchitecture.Convolution;
import org.speechbench.upstream.model.TransformerConfig;

/**
 * The sizes of Fast-HuBERT: base as published; the others train in minutes, with a positional convolution of 1.3 s
 * instead of 5.1 s, which little data cannot fill (docs/adr/0003).
 */
final class FastHubertSizes {
    static final List<String> NAMES = List.of("test", "tiny", "small", "base");
    private static final int MOST_CONVOLUTIONS = 3;

    private FastHubertSizes() {}

    static FastHubertArchitecture of(String size, Map<String, String> settings) {
        if (size.equals(FastHubertSettings.CUSTOM)) {
            return FastHubertSettings.custom(new LinkedHashMap<>(settings));
        }
        int halvings = FastHubertSettings.SETTINGS.read(settings).integer(FastHubertSettings.CONVOLUTIONS);
        return FastHubertSettings.heads(
                size,
                encoder(size),
                Collections.nCopies(halvings, new Convolution(FastHubertArchitecture.KERNEL, channels(size))),
                cosineSize(size),
                settings);
    }

    /** The size with this network, or {@link FastHubertSettings#CUSTOM}. */
    static String matching(TransformerConfig encoder, List<Convolution> convolutions) {
        return NAMES.stream()
                .filter(name -> encoder(name).equals(encoder)
                        && convolutions.size() <= MOST_CONVOLUTIONS
                        && convolutions.stream()
                                .allMatch(new Convolution(FastHubertArchitecture.KERNEL, channels(name))::equals))
                .findFirst()
                .orElse(FastHubertSettings.CUSTOM);
    }

    private static int channels(String size) {
        return switch (size) {
            case "test" -> 16;
            case "tiny" -> 192;
            default -> 512;
        };
    }

    /** The same as in HuBERT of the same size. */
    private static int cosineSize(String size) {
        return size.equals("test") ? 24 : 256;
    }

    static TransformerConfig encoder(String size) {
        return switch (size) {
            case "test" -> new TransformerConfig(2, 32, 4, 64, 32, 16, false);
            case "tiny" -> new TransformerConfig(4, 192, 4, 768, 32, 16, false);
            case "small" -> new TransformerConfig(6, 256, 4, 1024, 32, 16, false);
            case "base" -> new TransformerConfig(12, 768, 12, 3072, 128, 16, false);
            default -> throw NearNames.unknown("fast_hubert has no size '" + size + "'.", size, NAMES);
        };
    }
}
