package org.speechbench.bench.config;

import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Task;

/**
 * Finds the manifests of a data folder that a task can use. A manifest is one of {@code TASK} if it is called
 * {@code TASK.tsv} or {@code TASK_ANYTHING.tsv}; any other is used only if it is named, or if it alone has a column of
 * labels that no other task reads. Speakers are identified where a manifest has transcripts and no other labels.
 */
public final class TaskManifests {
    /** The task whose classes are speakers, which every manifest has in a column of its own. */
    private static final String SPEAKERS = "sid";

    /** The task whose labels are what one speaker says; mixtures of several speakers have others. */
    private static final String TRANSCRIPTS = "asr";

    private final DataFolder data;
    private final NamedServices<Task> tasks;
    private final List<String> manifests;

    /**
     * A task and its recordings.
     *
     * @param label the label of the task in an experiment
     * @param task the name of the task
     * @param manifest the path of the manifest below the data folder
     * @param speakers whether the labels are the speakers, who are in every split only if the utterances of each are
     *     divided
     */
    public record Choice(String label, String task, String manifest, boolean speakers) {}

    public TaskManifests(DataFolder data, NamedServices<Task> tasks) {
        this.data = data;
        this.tasks = tasks;
        this.manifests = data.manifests();
    }

    /** Every manifest that a task can use, in the order of the manifests. */
    public List<Choice> all() {
        return manifests.stream().flatMap(this::uses).toList();
    }

    /**
     * The task and manifest that a word names.
     *
     * @param word a task, for example {@code pr}, the name of a manifest of a task, for example {@code pr_an4}, or
     *     {@code TASK=MANIFEST} with the path of a manifest below the data folder
     * @throws UserError if there is no such task, or if not exactly one manifest fits
     */
    public Choice choice(String word) {
        int equals = word.indexOf('=');
        if (equals >= 0) {
            return choice(tasks.get(word.substring(0, equals)).name(), existing(word.substring(equals + 1)));
        }
        String named = DataFolder.manifest(word);
        Optional<String> task = taskOf(word);
        if (task.isPresent() && manifests.contains(named)) {
            return choice(task.get(), named);
        }
        if (task.isPresent() && !tasks.names().contains(word)) {
            throw new UserError(
                    "There is no " + named + " in " + data.root() + ".",
                    NearNames.question(named, manifests) + "Name a manifest that is there: " + task.get()
                            + "=MANIFEST.");
        }
        return only(tasks.get(word).name());
    }

    private Choice only(String task) {
        List<Choice> fitting =
                all().stream().filter(choice -> choice.task().equals(task)).toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        String cure = "Name one: " + task + "=MANIFEST, for example " + task + "="
                + (fitting.isEmpty()
                        ? DataFolder.manifest("NAME")
                        : fitting.get(0).manifest()) + ".";
        throw fitting.isEmpty()
                ? new UserError(
                        "No manifest in " + data.root() + " is one for " + task + ": got " + manifests + ".", cure)
                : new UserError(
                        "Several manifests are for " + task + ": "
                                + fitting.stream().map(Choice::manifest).toList() + ".",
                        cure);
    }

    private String existing(String manifest) {
        if (!Files.isRegularFile(data.file(manifest))) {
            throw new UserError(
                    "There is no manifest " + data.file(manifest) + ".",
                    NearNames.question(manifest, manifests) + "Name one below the data folder.");
        }
        return manifest;
    }

    private Stream<Choice> uses(String manifest) {
        Optional<String> task = taskOf(DataFolder.stem(manifest));
        return task.isPresent()
                ? Stream.of(choice(task.get(), manifest))
                : byColumns(manifest).map(name -> choice(name, manifest));
    }

    private Choice choice(String task, String manifest) {
        String stem = DataFolder.stem(manifest);
        String own = belongs(stem, task) ? stem : task + "_" + stem;
        return new Choice(
                own.replaceAll("[^A-Za-z0-9_-]", "_"),
                task,
                manifest,
                readsSpeakers(tasks.get(task), ManifestCorpus.labelColumns(data.file(manifest))));
    }

    private static boolean readsSpeakers(Task task, List<String> columns) {
        return task.name().equals(SPEAKERS) && labels(task).stream().noneMatch(columns::contains);
    }

    /**
     * The tasks whose labels a manifest has in a column that no other task reads; and if it has transcripts but no
     * labels of utterances, that which identifies the speakers.
     */
    private Stream<String> byColumns(String manifest) {
        List<String> columns = ManifestCorpus.labelColumns(data.file(manifest));
        boolean speech = labels(tasks.get(TRANSCRIPTS)).stream().anyMatch(columns::contains);
        return tasks.all().stream()
                .filter(task -> (speech && readsSpeakers(task, columns))
                        || labels(task).stream().anyMatch(column -> columns.contains(column) && isOwn(task, column)))
                .map(Task::name);
    }

    /** Whether no other task reads a column. A task called {@code TASK_ANYTHING} is TASK with another score, and is left out. */
    private boolean isOwn(Task task, String column) {
        List<String> readers = tasks.all().stream()
                .filter(other -> labels(other).contains(column))
                .map(Task::name)
                .toList();
        return readers.stream()
                .filter(name -> readers.stream().noneMatch(other -> name.startsWith(other + "_")))
                .toList()
                .equals(List.of(task.name()));
    }

    private static List<String> labels(Task task) {
        return task.labelColumns(Preset.QUICK);
    }

    private Optional<String> taskOf(String stem) {
        return tasks.names().stream().filter(task -> belongs(stem, task)).max(Comparator.comparingInt(String::length));
    }

    private static boolean belongs(String stem, String task) {
        return stem.equals(task) || stem.startsWith(task + "_");
    }
}
