package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.text.Characters;
import org.speechbench.tasks.text.TextRules;

/**
 * Transcripts and characters as an experiment asks for them, for probing and for fine-tuning alike.
 *
 * @param label the user's name for the task, for messages
 * @param rules null for the rules of the task
 */
record SpelledTask(String label, @Nullable TextRules rules) {
    /**
     * The corpus with transcripts as the rules write them.
     *
     * @throws UserError if a transcript has what they do not allow
     */
    Corpus corpus(Task task, Corpus corpus) {
        return rules == null
                ? corpus
                : named(() -> rules.applied(corpus, task.card().labels()));
    }

    /**
     * The task with the characters that the rules ask for.
     *
     * @param corpus as the rules write it
     * @throws UserError if the task has no characters, or a file lacks some of the training transcripts
     */
    Task task(Task task, Corpus corpus) {
        return rules == null || rules.alphabet().equals(TextRules.LATIN)
                ? task
                : named(() -> task.withCharacters(characters(task, corpus, rules.alphabet())));
    }

    private static List<String> characters(Task task, Corpus corpus, String alphabet) {
        String column = task.card().labels();
        List<String> train = task.folds(corpus).stream()
                .flatMap(fold -> fold.train().stream())
                .distinct()
                .toList();
        if (alphabet.equals(TextRules.MANIFEST)) {
            return Characters.of(
                    train.stream()
                            .flatMap(split -> corpus.split(split).stream())
                            .toList(),
                    column);
        }
        Path file = Path.of(alphabet);
        List<String> characters = Characters.ofFile(file);
        Characters.requireAll(characters, corpus, train, column, file);
        return characters;
    }

    private <T> T named(Supplier<T> action) {
        try {
            return action.get();
        } catch (UserError e) {
            throw new UserError("Task " + label + ": " + e.getMessage(), e.remedy(), e);
        }
    }
}
