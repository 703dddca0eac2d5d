package org.speechbench.tasks.decode;

import java.util.List;

/**
 * A sentence found by the search.
 *
 * @param words the words, possibly none
 * @param score the natural logarithm of the probability of all its alignments that the search kept, plus the weighted
 *     scores of language model and words
 */
public record Hypothesis(List<String> words, double score) {
    public Hypothesis {
        words = List.copyOf(words);
    }
}
