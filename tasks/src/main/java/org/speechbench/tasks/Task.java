package org.speechbench.tasks;

import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.Named;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

/**
 * A downstream task: what is predicted from frozen features, and how predictions are scored. Tasks are found with
 * ServiceLoader and identified by name. A task handles no tensors; it names a head and an objective of the downstream
 * module or of a plug-in.
 */
public interface Task extends Named {
    TaskCard card();

    /**
     * The manifest columns from which the labels may be read under a preset; the first one that exists is used. This is
     * the column of the card, unless a published protocol groups classes and corpora have these groups in a column of
     * their own.
     */
    default List<String> labelColumns(Preset preset) {
        return List.of(card().labels());
    }

    /**
     * How the corpus is split. Most tasks have one fold. There are several if the protocol uses cross-validation; the
     * score is then computed over each fold's test predictions and averaged over the folds.
     *
     * @throws UserError if the corpus lacks a split that the protocol needs
     */
    List<Fold> folds(Corpus corpus);

    /**
     * Builds the label inventory. Tasks with a fixed inventory ignore the argument.
     *
     * @param corpus the corpus with every split, since a class that occurs only in dev or test also needs a class
     *     number
     */
    TargetEncoder targets(Corpus corpus);

    /**
     * The symbols of the labels in class order if they are the same for every corpus; empty if they depend on the
     * corpus.
     */
    default List<String> symbols() {
        return List.of();
    }

    /**
     * The same task with an inventory of other characters, for transcripts in another alphabet than the task's own.
     *
     * @param characters the characters in the order of their classes, each a code point
     * @throws UserError if the labels of the task are not characters
     */
    default Task withCharacters(List<String> characters) {
        throw new UserError(
                "task " + name() + " has no transcripts in characters, so that it has no alphabet.",
                "Leave 'text' out, or use asr or asr_cer.");
    }

    /** The head and its training under a preset, for an inventory of the given size. */
    Recipe recipe(Preset preset, int classes);

    /** The scorer for the metric of the card, with a 95 % interval over speakers. */
    Scorer scorer();

    /** Scorers for further metrics of the same test predictions; they are never used to choose anything. */
    default List<Scorer> secondary() {
        return List.of();
    }

    /**
     * The part of the test set that a prediction belongs to, if the parts are also scored separately because the total
     * would hide differences between them; otherwise empty.
     */
    default String part(Prediction prediction) {
        return "";
    }

    /**
     * Pairs of utterances of dev and test splits that are compared if the task is verification: its head is trained to
     * distinguish speakers and is scored on trials. Empty for a task that makes a prediction for each utterance.
     *
     * @throws UserError if no trials can be formed from the corpus
     */
    default List<Trial> trials(Corpus corpus) {
        return List.of();
    }

    /** The reference of an utterance in the form that the scorer expects: words, phones or one class. */
    List<String> reference(Utterance utterance);
}
