package org.speechbench.upstream.training;

/**
 * A part of the parameters with an optimiser of its own, which counts its updates from the first step on in which the part
 * is trained.
 *
 * @param name for example {@code encoder}
 * @param size number of arrays
 * @param trained whether a step changes it; otherwise a step has no gradients of it
 * @param learningRate of a step
 */
public record ParameterGroup(String name, int size, boolean trained, double learningRate) {}
