package org.speechbench.upstream.portable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.UserError;

/**
 * What a user says of a checkpoint that has no configuration: attention heads, the order of norms, whether samples are
 * normalised. All three or none: who knows one of them knows the others, and none has a default.
 *
 * @param rest settings that are not of this kind
 */
public record StatedSettings(Optional<Stated> stated, Map<String, String> rest) {
    public static final String HEADS = "heads";
    public static final String NORM_FIRST = "norm_first";
    public static final String NORMALIZE = "normalize";
    public static final List<String> NAMES = List.of(HEADS, NORM_FIRST, NORMALIZE);

    /**
     * The three.
     *
     * @param heads of attention
     * @param normFirst layer norm before each block (Large) instead of after (Base)
     * @param normalize samples are brought to zero mean and unit variance
     */
    public record Stated(int heads, boolean normFirst, boolean normalize) {}

    /**
     * Takes them from the settings of an upstream.
     *
     * @throws UserError if one is missing, or no value of its kind
     */
    public static StatedSettings of(Map<String, String> settings) {
        Map<String, String> rest = new LinkedHashMap<>(settings);
        List<String> missing = new ArrayList<>(NAMES);
        missing.removeAll(settings.keySet());
        rest.keySet().removeAll(NAMES);
        if (missing.size() == NAMES.size()) {
            return new StatedSettings(Optional.empty(), rest);
        }
        if (!missing.isEmpty()) {
            throw new UserError(
                    "heads, norm_first and normalize are given together; " + String.join(" and ", missing)
                            + (missing.size() == 1 ? " is" : " are") + " missing.",
                    "Give all three, or none where the checkpoint tells them.");
        }
        return new StatedSettings(
                Optional.of(new Stated(heads(settings), flag(NORM_FIRST, settings), flag(NORMALIZE, settings))), rest);
    }

    /** @throws UserError if they are there, since there is no checkpoint that they could be about */
    public static void requireNone(Map<String, String> settings) {
        for (String name : NAMES) {
            if (settings.containsKey(name)) {
                throw new UserError(
                        "The setting '" + name + "' is about a checkpoint, and there is none.", "Leave it out.");
            }
        }
    }

    private static int heads(Map<String, String> settings) {
        String value = String.valueOf(settings.get(HEADS));
        if (!value.matches("[1-9][0-9]{0,3}")) {
            throw new UserError("heads is '" + value + "', wanted a positive number.", "Give the attention heads.");
        }
        return Integer.parseInt(value);
    }

    private static boolean flag(String name, Map<String, String> settings) {
        String value = String.valueOf(settings.get(name));
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new UserError(name + " is '" + value + "', wanted true or false.", "Say which one it is.");
        };
    }
}
