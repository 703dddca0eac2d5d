package org.speechbench.datasets.corpus;

/**
 * An utterance that was left out, and the reason.
 *
 * @param id the id of the utterance
 * @param reason the reason, as one sentence
 */
public record SkippedUtterance(String id, String reason) {}
