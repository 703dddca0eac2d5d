package org.speechbench.upstream.hubert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.upstream.model.EncoderSettings;
import org.speechbench.upstream.model.TransformerConfig;

/** The sizes of HuBERT: base, large and xlarge as published, the others for training in minutes and for tests. */
final class HubertSizes {
    static final List<String> NAMES = List.of("test", "tiny", "small", "base", "large", "xlarge");

    /** The sizes whose weights others have published; their shapes are known to belong to them. */
    static final List<String> PUBLISHED = List.of("base", "large", "xlarge");

    /** The size of an imported network that matches none of the named sizes. */
    static final String CUSTOM = EncoderSettings.CUSTOM;

    private static final String WAVES = "wave_normalization";

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
            case "large" -> large(size, new TransformerConfig(24, 1024, 16, 4096, 128, 16, true), 768);
            case "xlarge" -> large(size, new TransformerConfig(48, 1280, 16, 5120, 128, 16, true), 1024);
            default -> throw NearNames.unknown("hubert has no size '" + size + "'.", size, NAMES);
        };
    }

    /**
     * The architecture of a network, under the name of the size that it has or {@link #CUSTOM}.
     *
     * @param hasHead whether the size of the final space is that of a head; otherwise it is that of the named size
     */
    static HubertArchitecture named(
            TransformerConfig encoder,
            int channels,
            int finalSize,
            boolean hasHead,
            boolean layerNorm,
            boolean convBias,
            WaveNormalization waves) {
        return NAMES.stream()
                .map(HubertSizes::of)
                .filter(a -> a.transformer().equals(encoder)
                        && a.channels() == channels
                        && a.layerNorm() == layerNorm
                        && (!hasHead || a.finalSize() == finalSize))
                .findFirst()
                .map(a -> a.with(waves))
                .orElseGet(() -> new HubertArchitecture(CUSTOM, encoder, channels, finalSize, layerNorm, waves))
                .withConvBias(convBias);
    }

    private static HubertArchitecture large(String size, TransformerConfig encoder, int finalSize) {
        return new HubertArchitecture(size, encoder, 512, finalSize, true, WaveNormalization.FAIRSEQ);
    }

    private static HubertArchitecture base(String size, TransformerConfig encoder, int channels, int finalSize) {
        return new HubertArchitecture(size, encoder, channels, finalSize, false, WaveNormalization.NONE);
    }

    /**
     * An architecture in the form that the configuration of a model folder stores: a named size and the differences from
     * it, or the size {@value #CUSTOM} and all dimensions.
     */
    static Map<String, String> settings(HubertArchitecture a) {
        Map<String, String> settings = new LinkedHashMap<>(a.variant().settings());
        if (!a.size().equals(CUSTOM)) {
            if (of(a.size()).waves() != a.waves()) {
                settings.put(WAVES, a.waves().id());
            }
            return settings;
        }
        EncoderSettings.put(settings, a.transformer());
        settings.put("channels", Integer.toString(a.channels()));
        settings.put("final_size", Integer.toString(a.finalSize()));
        settings.put("layer_norm_front", Boolean.toString(a.layerNorm()));
        settings.put(WAVES, a.waves().id());
        return settings;
    }

    /** @throws UserError if a setting is unknown, missing or not a number */
    static HubertArchitecture saved(String size, Map<String, String> settings) {
        Map<String, String> left = new LinkedHashMap<>(settings);
        if (!size.equals(CUSTOM)) {
            String waves = left.remove(WAVES);
            HubertArchitecture a = of(size, left);
            return waves == null ? a : a.with(WaveNormalization.of(waves));
        }
        TransformerConfig encoder = EncoderSettings.take(left);
        HubertArchitecture a = new HubertArchitecture(
                CUSTOM,
                encoder,
                EncoderSettings.number(left, "channels"),
                EncoderSettings.number(left, "final_size"),
                truth(left, "layer_norm_front"),
                WaveNormalization.of(EncoderSettings.text(left, WAVES)));
        return a.with(HubertVariant.of(left));
    }

    private static boolean truth(Map<String, String> settings, String key) {
        return Boolean.parseBoolean(EncoderSettings.text(settings, key));
    }
}
