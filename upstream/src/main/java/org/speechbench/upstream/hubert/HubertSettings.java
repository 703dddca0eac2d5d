package org.speechbench.upstream.hubert;

import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.upstream.transformer.TransformerConfig;

/**
 * An architecture as the configuration of a model folder keeps it: a named size and what differs from it, or the size
 * {@value #CUSTOM} and all dimensions.
 */
final class HubertSettings {
    /** Size of an imported network that none of ours has. */
    static final String CUSTOM = "custom";

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
        TransformerConfig c = a.encoder();
        settings.put("layers", Integer.toString(c.layers()));
        settings.put("hidden_size", Integer.toString(c.size()));
        settings.put("attention_heads", Integer.toString(c.heads()));
        settings.put("feed_forward", Integer.toString(c.feedForward()));
        settings.put("positional_kernel", Integer.toString(c.positionalKernel()));
        settings.put("positional_groups", Integer.toString(c.positionalGroups()));
        settings.put("pre_norm", Boolean.toString(c.preNorm()));
        settings.put("channels", Integer.toString(a.channels()));
        settings.put("final_size", Integer.toString(a.finalSize()));
        settings.put("layer_norm_front", Boolean.toString(a.layerNorm()));
        settings.put(WAVES, a.waves().id());
        return settings;
    }

    /** @throws UserError if a setting is unknown, missing or no number */
    static HubertArchitecture architecture(String size, Map<String, String> settings) {
        Map<String, String> left = new LinkedHashMap<>(settings);
        if (!size.equals(CUSTOM)) {
            String waves = left.remove(WAVES);
            HubertArchitecture a = HubertSizes.of(size, left);
            return waves == null ? a : a.with(WaveNormalization.of(waves));
        }
        TransformerConfig encoder = new TransformerConfig(
                number(left, "layers"),
                number(left, "hidden_size"),
                number(left, "attention_heads"),
                number(left, "feed_forward"),
                number(left, "positional_kernel"),
                number(left, "positional_groups"),
                truth(left, "pre_norm"));
        HubertArchitecture a = new HubertArchitecture(
                CUSTOM,
                encoder,
                number(left, "channels"),
                number(left, "final_size"),
                truth(left, "layer_norm_front"),
                WaveNormalization.of(text(left, WAVES)));
        return a.with(HubertVariant.of(left));
    }

    private static String text(Map<String, String> settings, String key) {
        String value = settings.remove(key);
        if (value == null) {
            throw new UserError(
                    "The model's config.json lacks the setting '" + key + "'.", "Import the checkpoint again.");
        }
        return value;
    }

    private static int number(Map<String, String> settings, String key) {
        String value = text(settings, key);
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new UserError(
                    "The model's setting '" + key + "' is '" + value + "', wanted a positive number.",
                    "Import the checkpoint again.");
        }
        return Integer.parseInt(value);
    }

    private static boolean truth(Map<String, String> settings, String key) {
        return Boolean.parseBoolean(text(settings, key));
    }
}
