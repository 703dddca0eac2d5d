package org.speechbench.upstream.model;

import java.util.Map;
import org.speechbench.core.UserError;

/** The dimensions of an encoder that matches no named size, as the configuration of a model folder stores them. */
public final class EncoderSettings {
    /** The size of an imported network that matches none of the named sizes. */
    public static final String CUSTOM = "custom";

    private static final String CURE = "Import the checkpoint again.";

    private EncoderSettings() {}

    /** Adds all dimensions. */
    public static void put(Map<String, String> settings, TransformerConfig c) {
        settings.put("layers", Integer.toString(c.layers()));
        settings.put("hidden_size", Integer.toString(c.size()));
        settings.put("attention_heads", Integer.toString(c.heads()));
        settings.put("feed_forward", Integer.toString(c.feedForward()));
        settings.put("positional_kernel", Integer.toString(c.positionalKernel()));
        settings.put("positional_groups", Integer.toString(c.positionalGroups()));
        settings.put("pre_norm", Boolean.toString(c.preNorm()));
    }

    /**
     * Removes all dimensions from the settings and returns them.
     *
     * @throws UserError if one is missing or not a number
     */
    public static TransformerConfig take(Map<String, String> settings) {
        return new TransformerConfig(
                number(settings, "layers"),
                number(settings, "hidden_size"),
                number(settings, "attention_heads"),
                number(settings, "feed_forward"),
                number(settings, "positional_kernel"),
                number(settings, "positional_groups"),
                Boolean.parseBoolean(text(settings, "pre_norm")));
    }

    /** @throws UserError if the setting is missing */
    public static String text(Map<String, String> settings, String key) {
        String value = settings.remove(key);
        if (value == null) {
            throw new UserError("The model's config.json lacks the setting '" + key + "'.", CURE);
        }
        return value;
    }

    /** @throws UserError if the setting is missing or not a positive number */
    public static int number(Map<String, String> settings, String key) {
        return number(key, text(settings, key));
    }

    /** @throws UserError if the value is not a positive number */
    public static int number(String key, String value) {
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new UserError(
                    "The model's setting '" + key + "' is '" + value + "', wanted a positive number.", CURE);
        }
        return Integer.parseInt(value);
    }
}
