package org.speechbench.tasks;

/**
 * Two utterances of which a verification task asks whether one speaker says both.
 *
 * @param first id of an utterance
 * @param second id of another
 * @param target whether the speaker is the same
 */
public record Trial(String first, String second, boolean target) {
    public Trial {
        if (first.equals(second)) {
            throw new IllegalArgumentException("a trial has two utterances; got " + first + " twice");
        }
    }

    /** As predictions name it. */
    public String id() {
        return first + "|" + second;
    }
}
