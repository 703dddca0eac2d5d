package org.speechbench.tasks.decode;

import java.util.List;

/**
 * A sentence that was found.
 *
 * @param words may be none
 * @param score natural logarithm of the probability of all its alignments that the search kept, plus the weighted
 *     scores of language model and words
 */
public record Hypothesis(List<String> words, double score) {
    public Hypothesis {
        words = List.copyOf(words);
    }
}
