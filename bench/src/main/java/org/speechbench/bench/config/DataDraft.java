package org.speechbench.bench.config;

import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.core.TextLines;
import org.speechbench.datasets.corpus.DataFolder;

/**
 * A commented experiment for what a data folder contains, as a beginning for one's own.
 *
 * @param pretraining whether there is a manifest for pre-training
 * @param tasks the manifests of tasks that were found
 */
public record DataDraft(boolean pretraining, List<TaskManifests.Choice> tasks) {
    /** The manifest that pre-training reads unless an experiment names another. */
    public static final String PRETRAINING = DataFolder.manifest("pretrain");

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
        return intro
                + tasks.stream()
                        .map(choice -> "  " + choice.label() + ": { task: " + choice.task() + ", manifest: "
                                + choice.manifest() + ", preset: quick }\n")
                        .collect(Collectors.joining("", "tasks:\n", ""));
    }
}
