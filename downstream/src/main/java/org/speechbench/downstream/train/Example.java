package org.speechbench.downstream.train;

import java.util.List;
import org.speechbench.core.corpus.Utterance;

/**
 * An utterance as a head sees it.
 *
 * @param frames valid frames of its features; 0 if it is too short for one
 * @param target class sequence without blanks, or one class
 * @param reference what the scorer compares with
 */
public record Example(Utterance utterance, int frames, int[] target, List<String> reference) {
    public Example {
        reference = List.copyOf(reference);
    }
}
