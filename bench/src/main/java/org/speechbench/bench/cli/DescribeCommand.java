package org.speechbench.bench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.speechbench.bench.Services;
import org.speechbench.core.UserError;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code describe}: everything about one upstream, task or head. */
@Command(
        name = "describe",
        description = "Say everything about one upstream, task or head.",
        mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {
    /** Enough for a description: the head's size depends on the inventory, the recipe does not. */
    private static final int SOME_CLASSES = 2;

    private final Console console;

    @Parameters(paramLabel = "NAME", description = "As 'speechbench list' shows it.")
    private String name = "";

    DescribeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Services services = Services.load();
        Catalog catalog = new Catalog(services);
        boolean found = false;
        found |= print("upstream", named(catalog.upstreams()));
        found |= print("task", named(catalog.tasks()));
        if (services.tasks().names().contains(name)) {
            for (Preset preset : Preset.values()) {
                recipe(preset, services.tasks().get(name).recipe(preset, SOME_CLASSES));
            }
        }
        found |= print("head", named(catalog.heads()));
        if (!found) {
            throw unknown(services);
        }
        return 0;
    }

    private List<Map<String, Object>> named(List<Map<String, Object>> entries) {
        return entries.stream().filter(e -> name.equals(e.get("name"))).toList();
    }

    private boolean print(String kind, List<Map<String, Object>> entries) {
        for (Map<String, Object> entry : entries) {
            console.out().println(kind + " " + name);
            entry.forEach((key, value) -> {
                if (!key.equals("name") && !value.toString().isEmpty()) {
                    console.out().println("  " + key + ": " + Catalog.text(value));
                }
            });
        }
        return !entries.isEmpty();
    }

    private void recipe(Preset preset, Recipe recipe) {
        console.out().println("  preset " + preset.id());
        console.out().println("    head: " + recipe.head() + " " + new java.util.TreeMap<>(recipe.parameters()));
        console.out().println("    objective: " + recipe.objective());
        console.out().println("    steps: " + recipe.steps() + " of " + recipe.batch() + " utterances");
        console.out().println("    learning rates: " + recipe.learningRates());
    }

    private UserError unknown(Services services) {
        List<String> all = new ArrayList<>(services.upstreams().names());
        all.addAll(services.tasks().names());
        all.addAll(services.heads().names());
        return new UserError(
                "There is no upstream, task or head named '" + name + "'.",
                "Available: " + String.join(", ", all) + ".");
    }
}
