package org.speechbench.bench.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.speechbench.core.NearNames;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.Division;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.Splits;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Task;

/**
 * Finds the manifests of a data folder that a task can use. A manifest is one of {@code TASK} if it is called
 * {@code TASK.tsv} or {@code TASK_ANYTHING.tsv}. Any other serves the tasks that alone read one of its columns of labels; if
 * there is none, those that read a column together and accept its labels and splits; and, if its labels are transcripts or
 * speakers, the tasks about speakers. Where a task needs splits that the manifest lacks, utterances or speakers are divided.
 */
public final class TaskManifests {
    /** The task whose classes are speakers, which every manifest has in a column of its own. */
    private static final String SPEAKERS = "sid";

    /** The task whose labels are what one speaker says; mixtures of several speakers have others. */
    private static final String TRANSCRIPTS = "asr";

    /** How the utterances of speakers who are to be identified are divided. */
    private static final Division UTTERANCES = new Division(Division.By.UTTERANCE, 0.1, 0.2);

    /** What is tried in turn for tasks about unseen speakers: the splits of the manifest first. */
    private static final List<Division> DIVISIONS = List.of(
            Division.none(),
            new Division(Division.By.SPEAKER, 0.1, 0),
            new Division(Division.By.SPEAKER, 0, 0.1),
            new Division(Division.By.SPEAKER, 0.1, 0.1));

    private final DataFolder data;
    private final NamedServices<Task> tasks;
    private final List<String> manifests;

    /**
     * A task and its recordings.
     *
     * @param label the label of the task in an experiment
     * @param task the name of the task
     * @param manifest the path of the manifest below the data folder
     * @param column the column that is read instead of the task's own; empty for the latter
     * @param divide what is taken from {@code train} for splits that the manifest lacks
     */
    public record Choice(String label, String task, String manifest, String column, Division divide) {
        /** A task that reads a manifest as it is. */
        static Choice plain(String label, String task, String manifest) {
            return new Choice(label, task, manifest, "", Division.none());
        }

        /** Writes the keys of an entry of {@code tasks}, without those of its heads. */
        void put(ObjectNode entry) {
            entry.put("task", task).put("manifest", manifest);
            if (!column.isEmpty()) {
                entry.put("label", column);
            }
            if (!divide.equals(Division.none())) {
                entry.putObject("divide")
                        .put("by", divide.by().name().toLowerCase(Locale.ROOT))
                        .put("dev", divide.dev())
                        .put("test", divide.test());
            }
        }
    }

    /**
     * A manifest that belongs to no task by its name.
     *
     * @param columns its columns of labels
     */
    private record Labelled(String manifest, List<String> columns, Optional<Corpus> corpus) {
        boolean has(Task task) {
            return labels(task).stream().anyMatch(columns::contains);
        }

        /**
         * Whether a task accepts labels and splits.
         *
         * @param column the column that it reads; empty for its own
         */
        boolean fits(Task task, String column, Division divide) {
            try {
                Corpus divided = new Splits(List.of(), List.of(), List.of(), divide)
                        .of(corpus.orElseThrow().relabelled(column, task.card().labels()));
                task.folds(divided);
                task.trials(divided);
                return true;
            } catch (UserError e) {
                return false;
            }
        }

        /** The same with the folds that are there numbered without a gap: of a corpus that is there in part, one may be missing. */
        Labelled withoutGaps() {
            List<String> folds = corpus.stream()
                    .flatMap(each -> each.splits().stream())
                    .filter(split -> split.matches("fold\\d+"))
                    .toList();
            Optional<Corpus> renumbered = corpus.map(each -> Corpus.of(
                    each.name(),
                    each.utterances().stream()
                            .filter(u -> folds.contains(u.split()))
                            .map(u -> u.withSplit("fold" + (folds.indexOf(u.split()) + 1)))
                            .toList()));
            return new Labelled(manifest, columns, renumbered);
        }

        /** The first division with which a task accepts it. */
        Optional<Division> division(Task task) {
            return corpus.isEmpty()
                    ? Optional.empty()
                    : DIVISIONS.stream()
                            .filter(divide -> fits(task, "", divide))
                            .findFirst();
        }
    }

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
     *     {@code TASK=MANIFEST} with the path of a manifest, below the data folder or absolute
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

    /** A manifest in the form in which experiments name it. */
    private String existing(String manifest) {
        Path file = data.file(manifest);
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    "There is no manifest " + file + ".",
                    NearNames.question(manifest, manifests) + "Name one below the data folder.");
        }
        if (!Path.of(manifest).isAbsolute()) {
            return manifest;
        }
        Path place = file.normalize();
        if (!place.startsWith(data.root())) {
            throw new UserError(
                    "The manifest " + manifest + " is not in the data folder " + data.root()
                            + ", to which its recordings are relative.",
                    "Name the folder that has both with --data, or copy the manifest to "
                            + data.file(DataFolder.manifest("NAME")) + ".");
        }
        return data.root().relativize(place).toString().replace('\\', '/');
    }

    private Stream<Choice> uses(String manifest) {
        Optional<String> task = taskOf(DataFolder.stem(manifest));
        return task.isPresent() ? Stream.of(choice(task.get(), manifest)) : byColumns(labelled(manifest));
    }

    /** What a name says: the manifest is used as it is, or its speakers if it has no column that the task reads. */
    private Choice choice(String task, String manifest) {
        String label = label(task, manifest);
        boolean speakers = task.equals(SPEAKERS)
                && labels(tasks.get(task)).stream()
                        .noneMatch(ManifestCorpus.labelColumns(data.file(manifest))::contains);
        return speakers ? ofSpeakers(label, task, manifest) : Choice.plain(label, task, manifest);
    }

    private static Choice ofSpeakers(String label, String task, String manifest) {
        return new Choice(label, task, manifest, Corpus.SPEAKER, UTTERANCES);
    }

    private static String label(String task, String manifest) {
        String stem = DataFolder.stem(manifest);
        return (belongs(stem, task) ? stem : task + "_" + stem).replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private Labelled labelled(String manifest) {
        Path file = data.file(manifest);
        List<String> columns = ManifestCorpus.labelColumns(file);
        try {
            BadItems bad = BadItems.skipped(Progress.silent());
            return new Labelled(
                    manifest,
                    columns,
                    Optional.of(ManifestCorpus.read(data.corpusName(manifest), file, data.root(), bad)));
        } catch (UserError e) {
            return new Labelled(manifest, columns, Optional.empty());
        }
    }

    private Stream<Choice> byColumns(Labelled labelled) {
        List<Task> own =
                tasks.all().stream().filter(task -> isOwn(task, labelled)).toList();
        List<Task> shared = own.isEmpty() ? shared(labelled) : List.of();
        boolean speech = labelled.has(tasks.get(TRANSCRIPTS));
        boolean ofSpeakers = shared.stream().anyMatch(task -> task.name().equals(SPEAKERS));
        return tasks.all().stream().flatMap(task -> {
            String label = label(task.name(), labelled.manifest());
            if (own.contains(task) || shared.contains(task) || (isAboutSpeakers(task) && (speech || ofSpeakers))) {
                return use(label, task, labelled, own.contains(task) || shared.contains(task));
            }
            boolean identified = speech && task.name().equals(SPEAKERS) && !labelled.has(task);
            return identified && labelled.corpus().isPresent() && labelled.fits(task, Corpus.SPEAKER, UTTERANCES)
                    ? Stream.of(ofSpeakers(label, task.name(), labelled.manifest()))
                    : Stream.empty();
        });
    }

    /** @param always whether the column alone decides: what else is wrong, the run then says */
    private static Stream<Choice> use(String label, Task task, Labelled labelled, boolean always) {
        Optional<Division> division = labelled.division(task);
        return division.isPresent() || always
                ? Stream.of(new Choice(label, task.name(), labelled.manifest(), "", division.orElse(Division.none())))
                : Stream.empty();
    }

    /** A task that reads the column of speakers, which all manifests have. */
    private static boolean isAboutSpeakers(Task task) {
        return task.card().labels().equals(Corpus.SPEAKER);
    }

    /**
     * The tasks that accept a column which several read. What speakers can be identified by is not a set of other classes
     * as well.
     */
    private List<Task> shared(Labelled labelled) {
        List<Task> fitting = labelled.corpus().isEmpty()
                ? List.of()
                : tasks.all().stream()
                        .filter(task -> labelled.has(task) && !isVariant(task))
                        .filter(task -> labelled.fits(task, "", Division.none())
                                || labelled.withoutGaps().fits(task, "", Division.none()))
                        .toList();
        List<Task> speakers =
                fitting.stream().filter(task -> task.name().equals(SPEAKERS)).toList();
        return speakers.isEmpty() ? fitting : speakers;
    }

    /** Whether a manifest has a column that no other task reads. */
    private boolean isOwn(Task task, Labelled labelled) {
        return !isVariant(task)
                && labels(task).stream().filter(labelled.columns()::contains).anyMatch(column -> tasks.all().stream()
                        .filter(other -> labels(other).contains(column) && !isVariant(other))
                        .allMatch(task::equals));
    }

    /** Whether a task is another with another score: it is called {@code TASK_ANYTHING} and reads the same labels. */
    private boolean isVariant(Task task) {
        return tasks.all().stream()
                .anyMatch(other -> task.name().startsWith(other.name() + "_")
                        && labels(other).equals(labels(task)));
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
