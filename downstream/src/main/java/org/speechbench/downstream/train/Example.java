package org.speechbench.downstream.train;

import java.util.List;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Prediction;

/**
 * An utterance as the input of a head.
 *
 * @param from the first frame that is used
 * @param frames valid frames of its features from there on; 0 if it is too short for one
 * @param target class sequence without blanks, or one class
 * @param reference the value that the scorer compares with
 */
public record Example(Utterance utterance, int from, int frames, int[] target, List<String> reference) {
    public Example {
        reference = List.copyOf(reference);
    }

    /** A whole utterance. */
    public Example(Utterance utterance, int frames, int[] target, List<String> reference) {
        this(utterance, 0, frames, target, reference);
    }

    Prediction predicted(List<String> hypothesis) {
        return new Prediction(utterance.id(), utterance.speaker(), reference, hypothesis);
    }

    /** A range of frames of the utterance, with the same target. */
    Example cropped(int newFrom, int newFrames) {
        return new Example(utterance, newFrom, newFrames, target, reference);
    }
}
