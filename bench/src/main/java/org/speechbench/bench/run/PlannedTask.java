package org.speechbench.bench.run;

import java.util.List;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.TaskEntry;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.downstream.train.TargetKind;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.Trial;

/**
 * A task with the corpus on which it is scored.
 *
 * @param label the user's label
 * @param trials the listed or drawn trials; empty if the task has none
 * @param notes remarks on the labels, for the rows of its scores
 * @param corpusDigest the digest of what the scores are based on: the corpus and, if they are listed in a file of their
 *     own, the trials
 */
record PlannedTask(
        String label,
        TaskEntry entry,
        Task task,
        Corpus corpus,
        List<Trial> trials,
        List<String> notes,
        String corpusDigest) {
    PlannedTask {
        trials = List.copyOf(trials);
        notes = List.copyOf(notes);
    }

    /** @throws UserError if a name does not exist, or labels or trials do not fit */
    static PlannedTask of(String label, TaskEntry entry, Services services, Corpora corpora) {
        Task named = services.tasks().get(entry.task());
        TargetKind kind = services.targets(named, entry.preset());
        Corpus corpus = corpora.corpus(label, entry, named, kind);
        try {
            Task task = new SpelledTask(label, entry.text()).task(named, corpus);
            List<String> notes = LabelCheck.of(label, task, corpus, kind);
            Recipe recipe = task.recipe(entry.preset(), task.targets(corpus).classes());
            if (recipe.trained()) {
                services.heads().get(recipe.head());
            }
            List<Trial> trials = new PlannedTrials(label, entry, task, corpora).of(corpus);
            return new PlannedTask(label, entry, task, corpus, trials, notes, digest(task, corpus, trials));
        } catch (UserError e) {
            throw corpora.limit().named(e);
        }
    }

    private static String digest(Task task, Corpus corpus, List<Trial> trials) {
        if (trials.equals(task.trials(corpus))) {
            return corpus.digest();
        }
        StringBuilder text = new StringBuilder(corpus.digest());
        trials.stream().map(trial -> trial.id() + ' ' + trial.target()).sorted().forEach(trial -> text.append('\n')
                .append(trial));
        return Digests.sha256(text.toString());
    }
}
