package org.speechbench.core.result;

/**
 * What a head predicted for one utterance, as text: tokens are joined by single spaces.
 *
 * @param id the id of the utterance
 * @param speaker the speaker of the utterance; empty if unknown
 */
public record PredictionLine(String id, String speaker, String reference, String hypothesis) {}
