package org.speechbench.upstream.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.UserError;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;

/**
 * The dimensions of an encoder as settings: all of them for one that matches no named size, as the configuration of a
 * model folder stores them, and those that differ for one that is thinner, wider, shallower or deeper than its named size.
 */
public final class EncoderSettings {
    /** The size of an imported network that matches none of the named sizes. */
    public static final String CUSTOM = "custom";

    private static final String CURE = "Import the checkpoint again.";

    private static final String LAYERS = "layers";
    private static final String HIDDEN_SIZE = "hidden_size";
    private static final String HEADS = "attention_heads";
    private static final String FEED_FORWARD = "feed_forward";

    /** Name of the setting for the channels of the front end's convolutions. */
    public static final String CONV_CHANNELS = "conv_channels";

    /** The dimensions that a network with random weights may have instead of those of its size. */
    public static final List<Setting> RESIZING = List.of(
            resizing(LAYERS, "number of Transformer layers"),
            resizing(HIDDEN_SIZE, "size of the hidden states, a multiple of the heads"),
            resizing(HEADS, "number of attention heads"),
            resizing(FEED_FORWARD, "inner size of the feed-forward blocks"),
            resizing(CONV_CHANNELS, "channels of the convolutions of the front end"));

    private EncoderSettings() {}

    private static Setting resizing(String name, String meaning) {
        return Setting.integer(name, meaning + ", if not that of the size; for random weights");
    }

    /**
     * A named size's encoder with the dimensions that are given instead of its own.
     *
     * @param given read with {@link #RESIZING}
     * @throws UserError if attention heads or positional groups do not divide the size of the hidden states
     */
    public static TransformerConfig resized(String provider, TransformerConfig usual, Settings given) {
        TransformerConfig c = new TransformerConfig(
                given.integer(LAYERS, usual.layers()),
                given.integer(HIDDEN_SIZE, usual.size()),
                given.integer(HEADS, usual.heads()),
                given.integer(FEED_FORWARD, usual.feedForward()),
                usual.positionalKernel(),
                usual.positionalGroups(),
                usual.preNorm());
        requireDivides(provider, c.size(), c.heads(), HEADS);
        requireDivides(provider, c.size(), c.positionalGroups(), "groups of the positional convolution");
        return c;
    }

    private static void requireDivides(String provider, int size, int parts, String what) {
        if (size % parts != 0) {
            throw new UserError(
                    provider + " has " + HIDDEN_SIZE + " " + size + " and " + parts + " " + what
                            + ", wanted a multiple of them.",
                    "Set " + HIDDEN_SIZE + " to "
                            + Math.max(parts, size - size % parts)
                            + (what.equals(HEADS) ? ", or " + HEADS + " to a divisor of " + size : "") + ".");
        }
    }

    /** The dimensions in which an encoder differs from that of its named size. */
    public static Map<String, String> differences(TransformerConfig usual, TransformerConfig own) {
        Map<String, String> all = new TreeMap<>();
        put(all, own);
        Map<String, String> others = new TreeMap<>();
        put(others, usual);
        all.entrySet().removeIf(entry -> entry.getValue().equals(others.get(entry.getKey())));
        return all;
    }

    /**
     * Refuses settings that contradict a model whose weights have the dimensions.
     *
     * @param own all dimensions of the model that may be set
     * @throws UserError that names the first one that is given otherwise
     */
    public static void requireAgreement(String provider, Map<String, String> own, Map<String, String> given) {
        own.forEach((name, value) -> {
            if (given.containsKey(name) && !value.equals(given.get(name))) {
                throw new UserError(
                        "The weights of this " + provider + " have " + name + " " + value + ", and " + given.get(name)
                                + " is given.",
                        "Leave " + name + " out; only random weights can have another.");
            }
        });
    }

    /** Adds all dimensions. */
    public static void put(Map<String, String> settings, TransformerConfig c) {
        settings.put(LAYERS, Integer.toString(c.layers()));
        settings.put(HIDDEN_SIZE, Integer.toString(c.size()));
        settings.put(HEADS, Integer.toString(c.heads()));
        settings.put(FEED_FORWARD, Integer.toString(c.feedForward()));
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
                number(settings, LAYERS),
                number(settings, HIDDEN_SIZE),
                number(settings, HEADS),
                number(settings, FEED_FORWARD),
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
