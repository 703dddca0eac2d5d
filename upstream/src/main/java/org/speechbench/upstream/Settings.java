package org.speechbench.upstream;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings that a {@link SettingsSchema} has checked. Asking for a name that the schema does not have is a programming
 * error.
 *
 * @param values of all settings; empty for a setting that has neither a value nor a default
 * @param given names of the settings that were set
 */
public record Settings(Map<String, String> values, Set<String> given) {
    public Settings {
        values = Map.copyOf(values);
        given = Set.copyOf(given);
    }

    /** Whether the setting was given explicitly, even if to its default. */
    public boolean isGiven(String name) {
        return given.contains(name);
    }

    /** The value of a choice. */
    public String text(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    public int integer(String name) {
        return Integer.parseInt(text(name));
    }

    /** The values of a setting of numbers; none if it is not set. */
    public List<Double> numbers(String name) {
        return text(name).isEmpty()
                ? List.of()
                : Stream.of(text(name).split(",")).map(Double::valueOf).toList();
    }

    /** The value of a number, or another one if it was not set. */
    public int integer(String name, int otherwise) {
        return isGiven(name) ? integer(name) : otherwise;
    }

    /** The value of a file setting; null if none is set. */
    public @Nullable Path file(String name) {
        return text(name).isEmpty() ? null : Path.of(text(name));
    }
}
