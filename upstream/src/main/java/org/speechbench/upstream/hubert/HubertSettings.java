package org.speechbench.upstream.hubert;

import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.upstream.model.EncoderSettings;
import org.speechbench.upstream.model.TransformerConfig;

/**
 * An architecture in the form that the configuration of a model folder stores: a named size and the differences from
 * it, or the size {@value #CUSTOM} and all dimensions.
 */
final class HubertSettings {
    /** The size of an imported network that matches none of the named sizes. */
    static final String CUSTOM = EncoderSettings.CUSTOM;

    private static final String WAVES = "wave_normalization";

    private HubertSettings() {}

    static Map<String, String> of(HubertArchitecture a) {
        Map<String, String> settings = new LinkedHashMap<>(a.variant().settings());
        if (!a.size().equals(CUSTOM)) {
            if (HubertSizes.of(a.size()).waves() != a.waves()) {
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
    static HubertArchitecture architecture(String size, Map<String, String> settings) {
        Map<String, String> left = new LinkedHashMap<>(settings);
        if (!size.equals(CUSTOM)) {
            String waves = left.remove(WAVES);
            HubertArchitecture a = HubertSizes.of(size, left);
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
