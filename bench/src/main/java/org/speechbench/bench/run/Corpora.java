package org.speechbench.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.bench.config.TaskEntry;
import org.speechbench.bench.config.TaskFilter;
import org.speechbench.core.NearNames;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.CorpusCheck;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.SoundRecordings;
import org.speechbench.datasets.corpus.Splits;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.prepare.MissingWords;
import org.speechbench.downstream.train.TargetKind;
import org.speechbench.tasks.Task;

/** The corpora of a run. Every recording is decoded as a check, before anything is computed from it. */
final class Corpora {
    /** The maximum number of labels that a message lists. */
    private static final int LISTED = 20;

    private final DataFolder data;
    private final BadItems bad;
    private final SplitLimit limit;
    private final Depth depth;
    private final SoundRecordings decoded;
    private final Progress progress;
    private final Map<String, Corpus> manifests = new HashMap<>();
    private final Map<String, String> digests = new TreeMap<>();
    private final Set<Utterance> sound = new HashSet<>();
    private final Set<String> skipped = new HashSet<>();
    private final Map<String, String> unlabelled = new TreeMap<>();
    private final AudioReader reader = new AudioReader();
    private final SortedSet<String> audioDecoders = new TreeSet<>();

    /** How far recordings are checked. */
    enum Depth {
        /** Not at all: what manifests state is sufficient. */
        MANIFESTS,
        /** Their files exist. */
        FILES,
        /** They are decoded. */
        AUDIO
    }

    /**
     * @param bad receives lines of manifests that cannot be used; it also determines whether bad recordings are skipped
     * @param limit the limit for every split
     * @param decoded the recordings that need not be decoded again
     */
    Corpora(DataFolder data, BadItems bad, SplitLimit limit, Depth depth, SoundRecordings decoded, Progress progress) {
        this.data = data;
        this.bad = bad;
        this.limit = limit;
        this.depth = depth;
        this.decoded = decoded;
        this.progress = progress;
    }

    /** Whether recordings are decoded. */
    boolean decodes() {
        return depth == Depth.AUDIO;
    }

    /**
     * The same corpora, for which it is sufficient that the files exist; they note nothing and have their own counts.
     */
    Corpora undecoded() {
        Progress silent = Progress.silent();
        BadItems own = BadItems.of(bad.areSkipped(), silent);
        return new Corpora(data, own, limit, Depth.FILES, SoundRecordings.none(), silent);
    }

    /** The corpus of a pre-training; without the splits that it does not use if they are chosen at all. */
    Corpus corpus(PretrainEntry.Data entry) {
        Corpus all = manifest(entry.manifest());
        Set<String> used = Set.of(entry.trainSplit(), entry.devSplit());
        Splits splits = entry.splits();
        return sound(splits.areUnchanged() ? all : splits.of(all).filter(u -> used.contains(u.split())));
    }

    /** Several manifests as one corpus, in which splits with the same name are joined. */
    Corpus corpus(List<String> names, Splits splits) {
        if (names.size() == 1) {
            return sound(splits.of(manifest(names.get(0))));
        }
        Corpus joined = joined(names);
        if (splits.areUnchanged()) {
            return joined;
        }
        Corpus chosen = splits.of(joined);
        digests.put(chosen.name(), chosen.digest());
        return chosen;
    }

    /**
     * Several manifests as one corpus, with other labels.
     *
     * @param labels gives the corpus with these labels
     */
    Corpus corpus(List<String> names, Splits splits, UnaryOperator<Corpus> labels) {
        Corpus corpus = labels.apply(corpus(names, splits));
        digests.put(corpus.name(), corpus.digest());
        return corpus;
    }

    private Corpus sound(Corpus corpus) {
        return checked(limit.cut(corpus));
    }

    private Corpus joined(List<String> names) {
        List<Corpus> parts = names.stream().map(this::manifest).map(this::sound).toList();
        List<Utterance> all =
                parts.stream().flatMap(c -> c.utterances().stream()).toList();
        requireOnce(names, all);
        String name = parts.stream().map(Corpus::name).collect(Collectors.joining("+"));
        Corpus joined = Corpus.of(name, all);
        digests.put(joined.name(), joined.digest());
        return joined;
    }

    private static void requireOnce(List<String> names, List<Utterance> all) {
        Set<String> seen = new HashSet<>();
        for (Utterance u : all) {
            if (!seen.add(u.id())) {
                throw new UserError(
                        "The manifests " + String.join(", ", names) + " list " + u.id() + " more than once.",
                        "Name each manifest once, and take out what two of them list.");
            }
        }
    }

    /**
     * The part of its manifest that a task keeps, reduced to the limit and with its recordings checked; without the
     * utterances that have no label if bad items may be skipped and the task refuses them.
     */
    Corpus corpus(String label, TaskEntry entry, Task task, TargetKind kind) {
        Corpus listed = entry.data().splits().of(listed(label, entry, task));
        return checked(limit.cut(bad.areSkipped() ? labelled(label, entry, task, listed) : listed, task, kind));
    }

    private Corpus labelled(String label, TaskEntry entry, Task task, Corpus corpus) {
        if (isAccepted(task, corpus)) {
            return corpus;
        }
        Corpus kept = corpus.filter(u -> !isUnlabelled(task, u));
        int without = corpus.utterances().size() - kept.utterances().size();
        if (without == 0 || !isAccepted(task, kept)) {
            // What is wrong is found again, and told, where labels are checked.
            return corpus;
        }
        String sentence = "Task " + label + ": " + without + " of "
                + corpus.utterances().size() + " utterances have no label in column '"
                + task.card().labels() + "' and were left out" + missingWords(entry) + ".";
        if (!sentence.equals(unlabelled.put(label, sentence))) {
            progress.note(sentence);
        }
        return kept;
    }

    private static boolean isAccepted(Task task, Corpus corpus) {
        try {
            task.folds(corpus);
            return true;
        } catch (UserError e) {
            return false;
        }
    }

    private static boolean isUnlabelled(Task task, Utterance utterance) {
        try {
            return task.reference(utterance).isEmpty();
        } catch (UserError e) {
            return false;
        }
    }

    /** The words without a pronunciation, which {@code prepare} lists beside a manifest. */
    private String missingWords(TaskEntry entry) {
        Optional<Path> list = beside(entry.data().manifest(), MissingWords.ENDING);
        if (list.isEmpty()) {
            return "";
        }
        List<String> words = MissingWords.read(list.get());
        return "; " + words.size() + " words are in no lexicon, "
                + String.join(", ", words.stream().limit(LISTED).toList()) + (words.size() > LISTED ? ", ..." : "")
                + " (" + list.get().getFileName() + ")";
    }

    private Corpus listed(String label, TaskEntry entry, Task task) {
        TaskFilter filter = entry.data().filter();
        String column = task.card().labels();
        Corpus manifest = manifest(entry.data().manifest());
        Corpus labelled = new SpelledTask(label, entry.text())
                .corpus(task, manifest.relabelled(labels(entry, task, manifest), column));
        if (filter.keepsAll()) {
            return labelled;
        }
        requireLabels(label, filter, labelled, column);
        Corpus kept = labelled.filter(u -> u.speaker().startsWith(filter.speakerPrefix())
                && (filter.labels().isEmpty() || filter.labels().contains(u.label(column))));
        if (kept.utterances().isEmpty()) {
            throw new UserError(
                    "The filter of task " + label + " keeps no utterance of "
                            + entry.data().manifest() + ".",
                    "Correct it.");
        }
        return Corpus.of(kept.name() + ":" + filter.text(), kept.utterances());
    }

    /** A label that no utterance has is a typing error and would silently reduce the number of classes. */
    private static void requireLabels(String label, TaskFilter filter, Corpus corpus, String column) {
        if (filter.labels().isEmpty()) {
            return;
        }
        Set<String> there = new TreeSet<>();
        corpus.utterances().forEach(u -> there.add(u.label(column)));
        for (String wanted : filter.labels()) {
            if (!there.contains(wanted)) {
                throw new UserError(
                        "The filter of task " + label + " keeps the label '" + wanted
                                + "', which no utterance has in column '" + column + "'.",
                        NearNames.question(wanted, there) + "Use some of "
                                + String.join(", ", there.stream().limit(LISTED).toList()) + ".");
            }
        }
    }

    /**
     * The column that a task reads: the one that the experiment names, otherwise the first of the task's columns that
     * exists.
     */
    private static String labels(TaskEntry entry, Task task, Corpus manifest) {
        Set<String> columns = manifest.utterances().get(0).labels().keySet();
        return entry.data().label().isEmpty()
                ? task.labelColumns(entry.preset()).stream()
                        .filter(columns::contains)
                        .findFirst()
                        .orElse("")
                : entry.data().label();
    }

    DataFolder data() {
        return data;
    }

    /** A manifest with everything that it lists, without any check. */
    Corpus whole(String manifest) {
        return manifest(manifest);
    }

    /**
     * A file beside a manifest with the same name but another extension.
     *
     * @param ending the extension that replaces that of the manifest
     * @return the file; empty if there is none
     */
    Optional<Path> beside(String manifest, String ending) {
        Path file = data.file(manifest.replaceFirst("\\.[^./\\\\]*$", "") + ending);
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    void note(String line) {
        progress.note(line);
    }

    /** The digest of every corpus that was used, by its name. */
    Map<String, String> digests() {
        return Map.copyOf(digests);
    }

    /** The programs, with their versions, that decode recordings of the corpora so far. */
    SortedSet<String> audioDecoders() {
        return Collections.unmodifiableSortedSet(audioDecoders);
    }

    /** The number of recordings and lines that were left out. */
    int skipped() {
        return skipped.size() + bad.skipped().size();
    }

    /** A sentence for each task whose utterances without a label were left out. */
    List<String> unlabelled() {
        return List.copyOf(unlabelled.values());
    }

    /** The treatment of lines that cannot be used. */
    BadItems bad() {
        return bad;
    }

    SplitLimit limit() {
        return limit;
    }

    private Corpus manifest(String manifest) {
        return manifests.computeIfAbsent(manifest, m -> {
            requireManifest(m);
            return ManifestCorpus.read(data.corpusName(m), data.file(m), data.root(), bad);
        });
    }

    private void requireManifest(String manifest) {
        Path file = data.file(manifest);
        if (Files.exists(file)) {
            return;
        }
        List<String> others = data.manifests();
        throw new UserError(
                "There is no manifest " + file + ".",
                NearNames.question(manifest.replace('\\', '/'), others) + "Available: "
                        + (others.isEmpty() ? "none" : String.join(", ", others)) + ".");
    }

    private Corpus checked(Corpus corpus) {
        if (depth == Depth.MANIFESTS) {
            return corpus;
        }
        Corpus unseen = corpus.filter(u -> !sound.contains(recording(u)));
        Set<String> unusable = new HashSet<>();
        if (!unseen.utterances().isEmpty()) {
            CorpusCheck.Result result =
                    CorpusCheck.check(unseen, decodes() ? reader : null, decoded, bad.areSkipped(), progress);
            audioDecoders.addAll(result.decoders());
            result.corpus().utterances().forEach(u -> sound.add(recording(u)));
            result.skipped().forEach(s -> unusable.add(s.id()));
            skipped.addAll(unusable);
        }
        Corpus good = unusable.isEmpty() ? corpus : corpus.filter(u -> !unusable.contains(u.id()));
        digests.put(good.name(), good.digest());
        return good;
    }

    /** A recording that several manifests list is decoded once, unless they list different lengths for it. */
    private static Utterance recording(Utterance u) {
        return new Utterance(u.id(), u.audio(), u.start(), u.numSamples(), "", "", Map.of());
    }
}
