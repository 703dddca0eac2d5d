package org.speechbench.bench.config;

import java.util.List;
import java.util.stream.Collectors;
import org.speechbench.core.TextLines;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.Division;

/**
 * A commented experiment for what a data folder contains, as a beginning for one's own.
 *
 * @param pretraining whether there is a manifest for pre-training
 * @param tasks the manifests of tasks that were found
 */
public record DataDraft(boolean pretraining, List<TaskManifests.Choice> tasks) {
    /** The manifest that pre-training reads unless an experiment names another. */
    public static final String PRETRAINING = DataFolder.manifest("pretrain");

    /** How the utterances of speakers who are to be identified are divided. */
    static final Division SPEAKERS = new Division(Division.By.UTTERANCE, 0.1, 0.2);

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
        String begin = "  " + choice.label() + ": { task: " + choice.task() + ", manifest: " + choice.manifest();
        if (!choice.speakers()) {
            return begin + ", preset: quick }\n";
        }
        return "  # The labels are the speakers, each of whom has utterances in all splits.\n" + begin
                + ", label: speaker, divide: { by: utterance, dev: " + SPEAKERS.dev() + ", test: " + SPEAKERS.test()
                + " }, preset: quick }\n";
    }
}
