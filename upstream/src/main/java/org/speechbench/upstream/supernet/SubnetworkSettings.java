package org.speechbench.upstream.supernet;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.UserError;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;

/**
 * Networks of a supernet as settings of an upstream.
 *
 * @param space that they are in
 */
public record SubnetworkSettings(SearchSpace space) {
    private static final String EMBED = "embed";
    private static final String HEADS = "layer_heads";
    private static final String RATIO = "ffn_ratio";
    private static final String DEPTH = "depth";

    /** What a user may set; the largest value is the default of each. */
    public static final List<Setting> SETTINGS = List.of(
            Setting.integer(EMBED, "size of the frames of the network that is taken out of the supernet"),
            Setting.numbers(HEADS, "its attention heads, one number or, for each layer, one after another"),
            Setting.numbers(RATIO, "inner size of its feed-forward blocks by embed, likewise"),
            Setting.integer(DEPTH, "number of its layers"));

    /** Whether any of the settings is given. */
    public static boolean areGiven(Settings settings) {
        return SETTINGS.stream().anyMatch(setting -> settings.isGiven(setting.name()));
    }

    /**
     * The network that settings choose.
     *
     * @throws UserError if they contradict each other, or the space has no such network
     */
    public Subnetwork read(Settings settings) {
        Subnetwork largest = space.largest();
        List<Double> heads = settings.numbers(HEADS);
        List<Double> ratios = settings.numbers(RATIO);
        int listed = Math.max(heads.size(), ratios.size());
        int usual = listed > 1 ? listed : largest.depth();
        int depth = settings.isGiven(DEPTH) ? settings.integer(DEPTH) : usual;
        int embed = settings.isGiven(EMBED) ? settings.integer(EMBED) : largest.embed();
        Subnetwork network = new Subnetwork(
                embed,
                each(HEADS, heads, depth, (double) largest.heads().get(0)).stream()
                        .map(this::heads)
                        .toList(),
                each(RATIO, ratios, depth, largest.ratios().get(0)));
        space.require(network);
        return network;
    }

    private int heads(double value) {
        if (value != Math.rint(value)) {
            throw new UserError(
                    "Setting " + HEADS + " of " + space.name() + " has " + value + ", wanted whole numbers.",
                    "Choose among " + text(space.heads()) + ".");
        }
        return (int) value;
    }

    /** A value for each layer. */
    private List<Double> each(String setting, List<Double> given, int depth, double usual) {
        if (given.size() > 1 && given.size() != depth) {
            throw new UserError(
                    "Setting " + setting + " of " + space.name() + " has " + given.size() + " values for a network of "
                            + depth + " layers.",
                    "Give one number for all layers, or one for each.");
        }
        return given.size() > 1 ? given : Collections.nCopies(depth, given.isEmpty() ? usual : given.get(0));
    }

    /** The settings that choose a network. */
    public static Map<String, String> of(Subnetwork network) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(EMBED, Integer.toString(network.embed()));
        settings.put(HEADS, text(network.heads()));
        settings.put(RATIO, text(network.ratios()));
        settings.put(DEPTH, Integer.toString(network.depth()));
        return settings;
    }

    /** One value if all are equal, otherwise all of them. */
    private static String text(Collection<?> values) {
        Set<?> different = new HashSet<>(values);
        Collection<?> shown = different.size() == 1 ? different : values;
        return String.join(",", shown.stream().map(Object::toString).toList());
    }
}
