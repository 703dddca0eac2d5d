package org.speechbench.tasks.decode;

import java.util.List;

/** An n-gram language model of words. Implementations may be called by several threads at once. */
public interface NgramModel {
    /** The word that stands for the end of a sentence. */
    String END_OF_SENTENCE = "</s>";

    /** The longest n-gram, in words: 4 for a 4-gram model. */
    int order();

    /**
     * The natural logarithm of p(word | history).
     *
     * @param history the words of the sentence so far, all of them, oldest first; empty at its start, and never with a
     *     start symbol. It may be longer than the context of the model.
     * @param word the next word, or {@link #END_OF_SENTENCE}
     */
    double logProbability(List<String> history, String word);

    /** Whether the word is in the vocabulary; any other word has the probability of an unknown word. */
    boolean knows(String word);
}
