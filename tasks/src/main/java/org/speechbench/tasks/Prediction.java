package org.speechbench.tasks;

import java.util.List;

/**
 * What a model said about one utterance.
 *
 * @param reference words, phones, or a single class
 * @param hypothesis likewise
 */
public record Prediction(String id, String speaker, List<String> reference, List<String> hypothesis) {
    public Prediction {
        reference = List.copyOf(reference);
        hypothesis = List.copyOf(hypothesis);
    }
}
