package org.speechbench.core.result;

/**
 * What a head predicted for one utterance, as text: tokens are joined by single spaces.
 *
 * @param id the id of the utterance
 * @param speaker the speaker of the utterance; empty if unknown
 * @param fold the number of the fold, from 1; empty if there is only one
 */
public record PredictionLine(String id, String speaker, String reference, String hypothesis, String fold) {
    /** A prediction of a task without folds. */
    public PredictionLine(String id, String speaker, String reference, String hypothesis) {
        this(id, speaker, reference, hypothesis, "");
    }
}
