package org.speechbench.datasets.corpus;

/**
 * An utterance that was left out, and why.
 *
 * @param id of the utterance
 * @param reason one sentence
 */
public record SkippedUtterance(String id, String reason) {}
