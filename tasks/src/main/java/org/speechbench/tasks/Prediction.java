package org.speechbench.tasks;

import java.util.List;

/**
 * What a model predicted for one utterance.
 *
 * @param reference the reference: words, phones, or a single class
 * @param hypothesis the hypothesis, in the same form
 */
public record Prediction(String id, String speaker, List<String> reference, List<String> hypothesis) {
    public Prediction {
        reference = List.copyOf(reference);
        hypothesis = List.copyOf(hypothesis);
    }
}
