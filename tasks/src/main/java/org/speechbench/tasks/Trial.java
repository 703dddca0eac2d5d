package org.speechbench.tasks;

/**
 * Two utterances for which a verification task decides whether they are spoken by the same speaker.
 *
 * @param first the id of an utterance
 * @param second the id of another utterance
 * @param target whether the speaker is the same
 */
public record Trial(String first, String second, boolean target) {
    public Trial {
        if (first.equals(second)) {
            throw new IllegalArgumentException("a trial has two utterances; got " + first + " twice");
        }
    }

    /** The id of the trial in predictions. */
    public String id() {
        return first + "|" + second;
    }
}
