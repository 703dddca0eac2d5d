package org.speechbench.tasks;

import java.util.List;
import org.speechbench.core.spi.Named;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

/**
 * A downstream task: what is predicted from frozen features, and how predictions are scored. Found with ServiceLoader by its
 * name. A task holds no tensors; it names a head and an objective of the downstream module or of a plug-in.
 */
public interface Task extends Named {
    TaskCard card();

    /**
     * The manifest columns that its labels may be read from under a preset, the first that is there: that of the card, unless
     * a published protocol groups classes and corpora have the groups in a column of their own.
     */
    default List<String> labelColumns(Preset preset) {
        return List.of(card().labels());
    }

    /**
     * How the corpus is split. One fold for most tasks; several where the protocol cross-validates, and the score is then
     * computed over each fold's test predictions and averaged over folds.
     *
     * @throws org.speechbench.core.UserError if the corpus lacks a split the protocol needs
     */
    List<Fold> folds(Corpus corpus);

    /**
     * Builds the label inventory. Tasks with a fixed inventory ignore the argument.
     *
     * @param corpus every split: a class that occurs only in dev or test still needs a place
     */
    TargetEncoder targets(Corpus corpus);

    /** The symbols of its labels in class order where they are the same for every corpus; empty where a corpus says which. */
    default List<String> symbols() {
        return List.of();
    }

    /** The head and how it is trained under a preset, for an inventory of the given size. */
    Recipe recipe(Preset preset, int classes);

    /** The metric of the card over predictions, with a 95 % interval by bootstrap over utterances. */
    Scorer scorer();

    /** Metrics of the same test predictions in addition to that of the card; nothing is chosen by them. */
    default List<Scorer> secondary() {
        return List.of();
    }

    /**
     * Which part of a test set a prediction belongs to, where a test set of several parts is scored by part besides, since
     * the whole would hide something; empty otherwise.
     */
    default String part(Prediction prediction) {
        return "";
    }

    /**
     * Pairs of utterances of dev and test splits that are compared, where the task is verification: its head is trained to
     * tell speakers apart, and scored on trials. Empty for a task that answers utterance by utterance.
     *
     * @throws org.speechbench.core.UserError if the corpus allows none
     */
    default List<Trial> trials(Corpus corpus) {
        return List.of();
    }

    /** The reference of an utterance as the scorer wants it: words, phones or one class. */
    List<String> reference(Utterance utterance);
}
