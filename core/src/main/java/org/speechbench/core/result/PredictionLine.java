package org.speechbench.core.result;

/**
 * What a head said about one utterance, as text: tokens are joined by single spaces.
 *
 * @param id of the utterance
 * @param speaker empty if unknown
 */
public record PredictionLine(String id, String speaker, String reference, String hypothesis) {}
