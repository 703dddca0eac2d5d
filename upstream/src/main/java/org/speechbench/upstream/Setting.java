package org.speechbench.upstream;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/**
 * One option of an upstream besides its size.
 *
 * @param usual the default; empty for none
 * @param meaning in a few words
 * @param values that are allowed; empty where they cannot be listed
 * @param ofCheckpoint whether the setting states what a checkpoint does not record, so that a checkpoint is required
 */
public record Setting(String name, Type type, String usual, String meaning, List<String> values, boolean ofCheckpoint) {
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?(,\\d{1,6}(\\.\\d{1,6})?)*");

    /** The type of a value. */
    public enum Type {
        CHOICE,
        FLAG,
        INTEGER,
        NUMBERS,
        FILE;

        /** The name in lower case, for people. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Setting {
        values = List.copyOf(values);
    }

    /** One of several words, of which the first is the default. */
    public static Setting choice(String name, String meaning, String... values) {
        return new Setting(name, Type.CHOICE, values[0], meaning, Arrays.asList(values), false);
    }

    /** A switch that is off by default. */
    public static Setting flag(String name, String meaning) {
        return new Setting(name, Type.FLAG, "false", meaning, List.of("true", "false"), false);
    }

    /** A number of at least 1 and at most six digits, without a default. */
    public static Setting integer(String name, String meaning) {
        return new Setting(name, Type.INTEGER, "", meaning, List.of(), false);
    }

    /** One number or several with a comma between them, without a default. */
    public static Setting numbers(String name, String meaning) {
        return new Setting(name, Type.NUMBERS, "", meaning, List.of(), false);
    }

    /** A path relative to the working folder, without a default. */
    public static Setting file(String name, String meaning) {
        return new Setting(name, Type.FILE, "", meaning, List.of(), false);
    }

    /** The same setting with another default, or with none if the value is empty. */
    public Setting usually(String value) {
        return new Setting(name, type, value, meaning, values, ofCheckpoint);
    }

    /** The same setting, without a default, for what a checkpoint does not record. */
    public Setting untold() {
        return new Setting(name, type, "", meaning, values, true);
    }

    /** @throws UserError if the setting does not take the value */
    void check(String provider, String value) {
        boolean good =
                switch (type) {
                    case CHOICE, FLAG -> values.contains(value);
                    case INTEGER -> value.matches("[1-9][0-9]{0,5}");
                    case NUMBERS -> NUMBERS.matcher(value).matches();
                    case FILE -> !value.isBlank();
                };
        if (!good) {
            throw new UserError(
                    "Setting " + name + " of " + provider + " is '" + value + "', wanted " + wanted() + ".",
                    NearNames.question(value, values) + "It means: " + meaning + ".");
        }
    }

    private String wanted() {
        return switch (type) {
            case CHOICE, FLAG -> values.size() == 1
                    ? values.get(0)
                    : String.join(", ", values.subList(0, values.size() - 1)) + " or " + values.get(values.size() - 1);
            case INTEGER -> "a positive integer";
            case NUMBERS -> "a number, or several with a comma between them";
            case FILE -> "the path of a file";
        };
    }
}
