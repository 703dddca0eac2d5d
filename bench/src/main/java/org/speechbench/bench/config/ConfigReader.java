package org.speechbench.bench.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.NearNames;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.upstream.targets.TargetSource;

/**
 * Reads experiment files. A key that does not exist, a value of the wrong type or out of range is a {@link UserError}
 * that gives the path, the line and the remedy.
 */
public final class ConfigReader {
    private final NamedServices<TargetSource> targets =
            NamedServices.load(TargetSource.class, ConfigReader.class.getClassLoader());

    /**
     * Reads files with {@code --set} overrides. Each further file overrides those before it and needs to contain only
     * what it changes; the first one gives the name.
     */
    public ResolvedConfig read(List<Path> files, List<String> overrides) {
        return parse(files.stream().map(ConfigReader::source).toList(), overrides);
    }

    /** Reads text; the name identifies it in messages and in the default output folder. */
    public ResolvedConfig parse(String name, String text, List<String> overrides) {
        return parse(List.of(new Source(name, text)), overrides);
    }

    private ResolvedConfig parse(List<Source> sources, List<String> overrides) {
        ObjectNode tree = Yaml.MAPPER.createObjectNode();
        Map<String, String> lines = new HashMap<>();
        for (Source source : sources) {
            Defaults.over(tree, Yaml.mapping(source.text(), source.name()));
            Yaml.lines(source.text()).forEach((key, line) -> lines.put(key, source.name() + " line " + line));
        }
        Overrides.apply(tree, overrides);
        String name = sources.get(0).name();
        Places places = new Places(name, lines);
        ObjectNode full = new Defaults(targets, places).complete(tree);
        refuseNothing(places, full, List.of());
        try {
            ExperimentConfig config = mapper().treeToValue(full, ExperimentConfig.class);
            return new ResolvedConfig(name, config, Yaml.write(full));
        } catch (JsonProcessingException e) {
            throw explained(places, tree, e);
        }
    }

    private ObjectMapper mapper() {
        return Yaml.MAPPER
                .copy()
                .registerModule(new SimpleModule().addDeserializer(TargetSource.class, new TargetsReader(targets)));
    }

    /** The keys of a kind of targets with their defaults. */
    public static ObjectNode defaults(TargetSource source) {
        return Defaults.of(source);
    }

    private record Source(String name, String text) {}

    private static Source source(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    "There is no experiment file " + file + ".", "Give the path of a YAML file, see experiments/.");
        }
        return new Source(name(file), TextLines.text(file));
    }

    private static UserError explained(Places places, ObjectNode tree, JsonProcessingException e) {
        List<JsonMappingException.Reference> path = e instanceof JsonMappingException m ? m.getPath() : List.of();
        String where = places.of(keys(path));
        UserError mendable = causeOf(e);
        if (mendable != null) {
            String remedy = otherLabel(places, tree, path) + mendable.remedy();
            return new UserError(where + " " + mendable.getMessage(), remedy, e);
        }
        if (e instanceof MismatchedInputException mismatch) {
            return WantedValue.error(where, mismatch);
        }
        return new UserError(where + " " + e.getOriginalMessage() + ".", "Correct it.", e);
    }

    /** Whether an entry that occurs only in {@code --set} was meant to be one of those in the file. */
    private static String otherLabel(Places places, ObjectNode tree, List<JsonMappingException.Reference> path) {
        if (path.size() < 2 || path.get(1).getFieldName() == null) {
            return "";
        }
        String section = path.get(0).getFieldName();
        String label = path.get(1).getFieldName();
        if (places.lines().containsKey("/" + section + "/" + label)) {
            return "";
        }
        List<String> others = tree.path(section).properties().stream()
                .map(Map.Entry::getKey)
                .filter(other -> !other.equals(label))
                .toList();
        return NearNames.question(label, others);
    }

    /** A section may be empty; an entry, a setting or an item of a list may not. */
    private static void refuseNothing(Places places, JsonNode node, List<String> at) {
        if (node.isNull() && at.size() > 1) {
            throw new UserError(places.of(at) + " there is nothing.", "Give it a value, or remove it.");
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            refuseNothing(places, node.path(i), below(at, Integer.toString(i)));
        }
        node.properties().forEach(e -> refuseNothing(places, e.getValue(), below(at, e.getKey())));
    }

    private static List<String> below(List<String> at, String key) {
        return Stream.concat(at.stream(), Stream.of(key)).toList();
    }

    private static List<String> keys(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(r -> r.getFieldName() == null ? Integer.toString(r.getIndex()) : r.getFieldName())
                .toList();
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
