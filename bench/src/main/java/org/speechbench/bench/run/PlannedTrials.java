package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.speechbench.bench.config.TaskEntry;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.Trial;
import org.speechbench.tasks.asv.TrialList;

/**
 * The trials of a verification task: those of the file that the experiment names; otherwise, under preset
 * {@code superb}, those in the file beside the manifest, which are Vox1-O for VoxCeleb1; otherwise they are drawn. If a
 * list has no trials of dev utterances, the trials of dev are drawn. Trials of utterances that a filter, a limit or an
 * error leaves out are left out with them.
 */
record PlannedTrials(String label, TaskEntry entry, Task task, Corpora corpora) {
    /**
     * The ending that {@code prepare} gives to the file of trials beside a manifest, in place of that of the manifest.
     */
    private static final String BESIDE = ".trials.txt";

    /**
     * All trials, listed or drawn; empty if the task has none.
     *
     * @param corpus the part of its manifest that the task keeps
     * @throws UserError if trials are named for a task that has none, or the list does not belong to this corpus
     */
    List<Trial> of(Corpus corpus) {
        List<Trial> drawn = task.trials(corpus);
        if (drawn.isEmpty() && !entry.data().trials().isEmpty()) {
            throw new UserError(
                    "Task " + label + " has trials, but " + task.name() + " is no verification.", "Leave them out.");
        }
        Optional<Path> list = drawn.isEmpty() ? Optional.empty() : list();
        return list.map(file -> listed(file, corpus, drawn)).orElse(drawn);
    }

    private Optional<Path> list() {
        if (!entry.data().trials().isEmpty()) {
            return Optional.of(Path.of(entry.data().trials()));
        }
        return entry.preset() == Preset.SUPERB ? corpora.beside(entry.data().manifest(), BESIDE) : Optional.empty();
    }

    private List<Trial> listed(Path file, Corpus corpus, List<Trial> drawn) {
        Set<String> there = ids(corpus.utterances());
        List<Trial> all = TrialList.read(file, corpora.whole(entry.data().manifest()), corpora.bad());
        List<Trial> trials = new ArrayList<>(all.stream()
                .filter(trial -> there.contains(trial.first()) && there.contains(trial.second()))
                .toList());
        corpora.note(String.format(
                Locale.ROOT, "Task %s: %,d of the %,d trials of %s", label, trials.size(), all.size(), file));
        addDrawn(trials, drawn, splits(corpus, true));
        if (trials.size() < all.size()) {
            // With few utterances, a list may have no trials, or trials of one kind only.
            addDrawn(trials, drawn, splits(corpus, false));
        }
        return trials;
    }

    /** The trials of a list; for utterances of which it has none, those that were drawn. */
    private static void addDrawn(List<Trial> trials, List<Trial> drawn, List<Set<String>> splits) {
        for (Set<String> split : splits) {
            if (trials.stream().noneMatch(trial -> split.contains(trial.first()))) {
                drawn.stream().filter(trial -> split.contains(trial.first())).forEach(trials::add);
            }
        }
    }

    private List<Set<String>> splits(Corpus corpus, boolean dev) {
        return task.folds(corpus).stream()
                .flatMap(fold -> (dev ? fold.dev() : fold.tests()).stream())
                .map(split -> ids(corpus.split(split)))
                .toList();
    }

    private static Set<String> ids(List<Utterance> utterances) {
        Set<String> ids = new HashSet<>();
        utterances.forEach(u -> ids.add(u.id()));
        return ids;
    }
}
