package org.speechbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of recipes in docs/protocol.md. */
class ProtocolDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "protocol.md");

    @ParameterizedTest
    @EnumSource(Preset.class)
    void the_protocol_lists_every_recipe_as_tasks_have_it(Preset preset) throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        List<String> expected = tasks().stream()
                .map(task -> line(task.name(), task.recipe(preset, 2)))
                .toList();
        int heading = lines.indexOf("### Preset `" + preset.id() + "`");
        assertThat(heading).isNotNegative();
        List<String> table = lines.subList(heading, lines.size()).stream()
                .dropWhile(line -> !line.startsWith("| `"))
                .takeWhile(line -> line.startsWith("| `"))
                .toList();
        assertThat(table).containsExactlyElementsOf(expected);
    }

    private static List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        ServiceLoader.load(Task.class).forEach(tasks::add);
        tasks.sort(Comparator.comparing(Task::name));
        return tasks;
    }

    private static String line(String task, Recipe recipe) {
        if (!recipe.trained()) {
            return String.format("| `%s` | `%s` | `%s` | | | | | | |", task, recipe.head(), recipe.objective());
        }
        return String.format(
                Locale.ROOT,
                "| `%s` | `%s`%s | `%s` | %,d | %d | %,d | %s | %s | %s |",
                task,
                recipe.head(),
                parameters(recipe),
                recipe.objective(),
                recipe.steps(),
                recipe.batch(),
                recipe.evaluateEvery(),
                recipe.learningRates().stream().map(ProtocolDocumentTest::rate).collect(Collectors.joining(", ")),
                number(recipe.clip()),
                others(recipe));
    }

    private static String parameters(Recipe recipe) {
        return new TreeMap<>(recipe.parameters())
                .entrySet().stream()
                        .map(e -> e.getKey() + " " + number(e.getValue()))
                        .collect(Collectors.joining(", "))
                        .replaceFirst("^(?=.)", ": ");
    }

    private static String others(Recipe recipe) {
        List<String> others = new ArrayList<>();
        if (recipe.weightDecay() > 0) {
            others.add("weight decay " + number(recipe.weightDecay()));
        }
        if (recipe.sampling().specAugment()) {
            others.add("SpecAugment");
        }
        if (recipe.sampling().balanced()) {
            others.add("balanced classes");
        }
        if (recipe.sampling().cropSeconds() > 0) {
            others.add("crops of " + number(recipe.sampling().cropSeconds()) + " s");
        }
        return String.join(", ", others);
    }

    private static String rate(double value) {
        return String.format(Locale.ROOT, "%.0e", value).replace("e-0", "e-");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
    }
}
