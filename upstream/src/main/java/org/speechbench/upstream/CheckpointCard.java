package org.speechbench.upstream;

/**
 * What a checkpoint says about itself.
 *
 * @param size name of its size; empty for a provider without sizes
 */
public record CheckpointCard(String size, UpstreamCard card) {}
