package org.speechbench.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.Map;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;

/**
 * The recipes of a file named {@code recipes.yaml}, which maps a preset to tasks and each task to its {@link Recipe}.
 * Keys are the components of the record in snake case. The file is read when a recipe is requested.
 *
 * @param owner a class; the file is looked up in its package, in the jar of that class
 */
public record Recipes(Class<?> owner) {
    private static final String FILE = "recipes.yaml";
    private static final ObjectMapper YAML = JsonMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** The recipes of SUPERB's tasks. */
    public static Recipes ofSuperb() {
        return new Recipes(Recipes.class);
    }

    /**
     * The recipe of a task under a preset.
     *
     * @throws UserError if the file is missing, is malformed, or has no such recipe
     */
    public Recipe get(Preset preset, String task) {
        Recipe recipe = read().getOrDefault(preset.id(), Map.of()).get(task);
        if (recipe == null) {
            throw new UserError(
                    FILE + " of " + owner.getName() + " has no recipe for task '" + task + "' under preset '"
                            + preset.id() + "'.",
                    "Add '" + task + "' below '" + preset.id() + "'.");
        }
        return recipe;
    }

    private Map<String, Map<String, Recipe>> read() {
        try {
            return YAML.readValue(TextLines.resource(owner, FILE), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UserError(
                    FILE + " of " + owner.getName() + ": " + e.getOriginalMessage() + ".",
                    "Correct the file; docs/add-a-task.md has an example.",
                    e);
        }
    }
}
