package org.speechbench.bench.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.speechbench.core.TextLines;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.Division;
import org.speechbench.tasks.Preset;

/**
 * A commented experiment for what a data folder contains, as a beginning for one's own.
 *
 * @param pretraining whether there is a manifest for pre-training
 * @param tasks the manifests of tasks that were found
 */
public record DataDraft(boolean pretraining, List<TaskManifests.Choice> tasks) {
    /** The manifest that pre-training reads unless an experiment names another. */
    public static final String PRETRAINING = DataFolder.manifest("pretrain");

    /** What needs no quotation marks in YAML. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./-]*");

    public DataDraft {
        tasks = List.copyOf(tasks);
    }

    /** The experiment as the text of a file. */
    public String yaml() {
        String upstreams =
                TextLines.resource(DataDraft.class, pretraining ? "draft-pretraining.yaml" : "draft-upstreams.yaml");
        return upstreams + taskEntries();
    }

    private String taskEntries() {
        String intro =
                """
                # Frozen states of each upstream, a small head for each task. 'preset: superb' has the published heads and
                # schedules, which take hours.
                """;
        if (tasks.isEmpty()) {
            return intro + "# No manifest of a task was found: 'speechbench prepare' writes them.\ntasks: {}\n";
        }
        return intro + tasks.stream().map(DataDraft::entry).collect(Collectors.joining("", "tasks:\n", ""));
    }

    private static String entry(TaskManifests.Choice choice) {
        ObjectNode entry = Yaml.MAPPER.createObjectNode();
        choice.put(entry);
        entry.put("preset", Preset.QUICK.id());
        return comment(choice) + "  " + choice.label() + ": " + line(entry) + "\n";
    }

    private static String comment(TaskManifests.Choice choice) {
        if (!choice.column().isEmpty()) {
            return "  # The labels are the speakers, each of whom has utterances in all splits.\n";
        }
        return choice.divide().equals(Division.none())
                ? ""
                : "  # The manifest lacks splits that this task needs; they are speakers who are drawn from train.\n";
    }

    private static String line(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .map(key -> key.getKey() + ": " + line(key.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        return PLAIN.matcher(node.asText()).matches() ? node.asText() : node.toString();
    }
}
