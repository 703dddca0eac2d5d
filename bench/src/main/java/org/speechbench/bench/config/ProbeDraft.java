package org.speechbench.bench.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.tasks.Preset;

/**
 * An experiment that probes models on tasks and trains nothing but heads.
 *
 * @param models by label, in the order in which they are probed
 * @param tasks that each of them is probed on
 */
public record ProbeDraft(Map<String, Model> models, List<TaskManifests.Choice> tasks, Terms terms) {
    /**
     * A model that is probed.
     *
     * @param size of a model with random weights; empty if the provider has none, or the checkpoint determines it
     * @param checkpoint the folder or file of the weights; empty for random weights and for signal processing
     * @param settings of the provider
     */
    public record Model(String provider, String size, String checkpoint, Map<String, String> settings) {}

    /**
     * How heads are trained.
     *
     * @param learningRates the grid; empty for that of the preset
     * @param seeds of heads
     */
    public record Terms(Preset preset, List<Double> learningRates, int seeds) {}

    /** @throws UserError if there is nothing to probe, or two tasks have one label */
    public ProbeDraft {
        models = Ordered.copy(models);
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty()) {
            throw new UserError("There is no task to probe on.", "Name some with --tasks, for example --tasks pr,asr.");
        }
        long labels = tasks.stream().map(TaskManifests.Choice::label).distinct().count();
        if (labels < tasks.size()) {
            throw new UserError(
                    "One of the tasks is named twice: "
                            + tasks.stream().map(TaskManifests.Choice::label).toList() + ".",
                    "Name each once.");
        }
    }

    /**
     * The experiment as the text of a file.
     *
     * @param overrides {@code KEY=VALUE}, which become part of it
     */
    public String yaml(List<String> overrides) {
        ObjectNode tree = Yaml.MAPPER.createObjectNode();
        tree.put("title", "Probe of " + String.join(", ", models.keySet()));
        ObjectNode upstreams = tree.putObject("upstreams");
        models.forEach((label, model) -> put(upstreams.putObject(label), model));
        ObjectNode entries = tree.putObject("tasks");
        tasks.forEach(choice -> put(entries.putObject(choice.label()), choice));
        Overrides.apply(tree, overrides);
        return Yaml.write(tree) + "\n";
    }

    private static void put(ObjectNode entry, Model model) {
        entry.put("provider", model.provider());
        if (!model.size().isEmpty()) {
            entry.put("size", model.size());
        }
        if (!model.checkpoint().isEmpty()) {
            entry.put("checkpoint", model.checkpoint());
        }
        if (!model.settings().isEmpty()) {
            model.settings().forEach(entry.putObject("settings")::put);
        }
    }

    private void put(ObjectNode entry, TaskManifests.Choice choice) {
        choice.put(entry);
        entry.put("preset", terms.preset().id());
        if (!terms.learningRates().isEmpty()) {
            terms.learningRates().forEach(entry.putArray("learning_rates")::add);
        }
        if (terms.seeds() > 1) {
            entry.putObject("sweep").put("seeds", terms.seeds());
        }
    }
}
