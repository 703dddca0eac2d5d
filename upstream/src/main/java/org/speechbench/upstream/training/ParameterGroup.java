package org.speechbench.upstream.training;

/**
 * A part of the parameters with its own optimiser, which counts its updates from the first step in which the part is
 * trained.
 *
 * @param name for example {@code encoder}
 * @param size number of arrays
 * @param trained whether a step changes it; otherwise a step has no gradients for it
 * @param learningRate of a step
 */
public record ParameterGroup(String name, int size, boolean trained, double learningRate) {}
