package org.speechbench.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.speechbench.bench.Services;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Task;
import org.speechbench.upstream.UpstreamProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code describe}: prints everything about one upstream, task or head. */
@Command(
        name = "describe",
        description = "Describe one upstream, task or head in full.",
        footer = {"  speechbench describe fast_hubert", "  speechbench describe asr --json"})
final class DescribeCommand extends BaseCommand implements Callable<Integer> {
    /**
     * Any number is sufficient for a description: the head's size depends on the inventory, but the recipe does not.
     */
    private static final int SOME_CLASSES = 2;

    @Parameters(
            paramLabel = "NAME",
            completionCandidates = CompletionCandidates.Described.class,
            description = "A name that 'speechbench list' shows.")
    private String name = "";

    @Option(names = "--json", description = Console.JSON)
    private boolean json;

    @Override
    public Integer call() {
        Services services = Services.load();
        Catalog catalog = new Catalog(services, console()::warn);
        Map<String, List<Map<String, Object>>> found = new LinkedHashMap<>();
        found.put("upstreams", named(catalog.upstreams()));
        found.put("tasks", named(catalog.tasks()));
        found.put("heads", named(catalog.heads()));
        found.values().removeIf(List::isEmpty);
        if (found.isEmpty()) {
            services.upstreams().refuseNotBuilt(name);
            throw unknown(services);
        }
        if (found.containsKey("upstreams")) {
            UpstreamProvider provider = services.upstreams().get(name);
            found.put("layer_numbers", Catalog.layerNumberings(provider));
            found.put("settings", Catalog.settings(provider));
        }
        found.values().removeIf(List::isEmpty);
        found.getOrDefault("tasks", List.of()).forEach(entry -> {
            Task task = services.tasks().get(name);
            if (!task.symbols().isEmpty()) {
                entry.put("classes", task.symbols().size());
                entry.put("symbols", task.symbols());
            }
            entry.put("presets", presets(task));
        });
        if (json) {
            console().json(found);
        } else {
            found.forEach((kind, entries) -> entries.forEach(entry -> {
                // A setting is identified by its own name.
                console().print(kind.substring(0, kind.length() - 1).replace('_', ' ') + " " + entry.remove("name"));
                print("  ", entry);
            }));
        }
        return 0;
    }

    private List<Map<String, Object>> named(List<Map<String, Object>> entries) {
        return entries.stream()
                .filter(e -> name.equals(e.get("name")))
                .<Map<String, Object>>map(LinkedHashMap::new)
                .toList();
    }

    private static Map<String, Object> presets(Task task) {
        Map<String, Object> presets = new LinkedHashMap<>();
        for (Preset preset : Preset.values()) {
            presets.put(preset.id(), recipe(task.recipe(preset, SOME_CLASSES)));
        }
        return presets;
    }

    private static Map<String, Object> recipe(Recipe recipe) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("head", recipe.head());
        fields.put("head_parameters", new TreeMap<>(recipe.parameters()));
        fields.put("objective", recipe.objective());
        fields.put("steps", recipe.steps());
        fields.put("batch", recipe.batch());
        fields.put("learning_rates", recipe.learningRates());
        return fields;
    }

    /** Prints maps below their names, with more indentation. */
    private void print(String indent, Map<?, ?> fields) {
        fields.forEach((key, value) -> {
            if (value instanceof Map<?, ?> map && !map.isEmpty()) {
                console().print(indent + key + ":");
                print(indent + "  ", map);
            } else if (key.equals("symbols") && value instanceof List<?> symbols) {
                String names = symbols.stream().map(String::valueOf).collect(Collectors.joining(" "));
                console().print(indent + key + ": " + names);
            } else if (value != null && !value.toString().isEmpty() && !(value instanceof Map)) {
                console().print(indent + key + ": " + Catalog.text(value));
            }
        });
    }

    private UserError unknown(Services services) {
        List<String> all = new ArrayList<>(services.upstreams().names());
        all.addAll(services.tasks().names());
        all.addAll(services.heads().names());
        return NearNames.unknown("There is no upstream, task or head named '" + name + "'.", name, all);
    }
}
