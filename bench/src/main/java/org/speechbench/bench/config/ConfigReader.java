package org.speechbench.bench.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;

/**
 * Reads experiment files. A key that does not exist, a value of the wrong type or out of range is a {@link UserError}
 * with path, line and cure.
 */
public final class ConfigReader {
    /**
     * Reads files with {@code --set} overrides. Each further file lies over those before it and need only say what it
     * changes; the first one gives the name.
     */
    public ResolvedConfig read(List<Path> files, List<String> overrides) {
        return parse(files.stream().map(ConfigReader::source).toList(), overrides);
    }

    /** Reads text; the name stands for it in messages and in the default output folder. */
    public ResolvedConfig parse(String name, String text, List<String> overrides) {
        return parse(List.of(new Source(name, text)), overrides);
    }

    private static ResolvedConfig parse(List<Source> sources, List<String> overrides) {
        ObjectNode tree = Yaml.MAPPER.createObjectNode();
        Map<String, String> places = new HashMap<>();
        for (Source source : sources) {
            Defaults.over(tree, Yaml.mapping(source.text(), source.name()));
            Yaml.lines(source.text()).forEach((key, line) -> places.put(key, source.name() + " line " + line));
        }
        Overrides.apply(tree, overrides);
        ObjectNode full = new Defaults().complete(tree);
        String name = sources.get(0).name();
        try {
            ExperimentConfig config = Yaml.MAPPER.treeToValue(full, ExperimentConfig.class);
            return new ResolvedConfig(name, config, Yaml.write(full));
        } catch (JsonProcessingException e) {
            throw explained(name, places, e);
        }
    }

    private record Source(String name, String text) {}

    private static Source source(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    "There is no experiment file " + file + ".", "Give the path of a YAML file, see experiments/.");
        }
        return new Source(name(file), TextLines.text(file));
    }

    private static UserError explained(String name, Map<String, String> places, JsonProcessingException e) {
        String where = e instanceof JsonMappingException m ? where(name, places, m.getPath()) : name + ":";
        UserError mendable = causeOf(e);
        if (mendable != null) {
            return new UserError(where + " " + mendable.getMessage(), mendable.remedy(), e);
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return unknownKey(where, unknown);
        }
        if (e instanceof InvalidTypeIdException kind) {
            return unknownKind(where, kind);
        }
        if (e instanceof MismatchedInputException mismatch) {
            String wanted = mismatch.getTargetType() == null
                    ? "another type"
                    : mismatch.getTargetType().getSimpleName();
            return new UserError(where + " the value does not fit, wanted " + wanted + ".", "Correct it.", e);
        }
        return new UserError(where + " " + e.getOriginalMessage() + ".", "Correct it.", e);
    }

    private static UserError unknownKey(String where, UnrecognizedPropertyException e) {
        List<String> known =
                e.getKnownPropertyIds().stream().map(Object::toString).sorted().toList();
        Optional<String> near = Suggestion.of(e.getPropertyName(), known);
        return new UserError(
                where + " there is no key '" + e.getPropertyName() + "' here.",
                near.map(n -> "Did you mean '" + n + "'? ").orElse("") + "Known: " + String.join(", ", known) + ".",
                e);
    }

    private static UserError unknownKind(String where, InvalidTypeIdException e) {
        Optional<String> near = Suggestion.of(e.getTypeId(), TargetsEntry.KINDS);
        return new UserError(
                where + " there is no kind '" + e.getTypeId() + "'.",
                near.map(n -> "Did you mean '" + n + "'? ").orElse("") + "Known: "
                        + String.join(", ", TargetsEntry.KINDS) + ".",
                e);
    }

    private static String where(String name, Map<String, String> places, List<JsonMappingException.Reference> path) {
        List<String> keys = path.stream()
                .map(r -> r.getFieldName() == null ? Integer.toString(r.getIndex()) : r.getFieldName())
                .toList();
        String dotted = String.join(".", keys);
        for (int n = keys.size(); n > 0; n--) {
            String place =
                    places.get(keys.subList(0, n).stream().map(k -> "/" + k).collect(Collectors.joining()));
            if (place != null) {
                return place + ", " + dotted + ":";
            }
        }
        return dotted.isEmpty() ? name + ":" : name + ", " + dotted + ":";
    }

    private static @Nullable UserError causeOf(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof UserError found) {
                return found;
            }
        }
        return null;
    }

    private static String name(Path file) {
        Path last = file.getFileName();
        return last == null ? file.toString() : last.toString();
    }
}
