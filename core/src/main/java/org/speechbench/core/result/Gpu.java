package org.speechbench.core.result;

/**
 * A GPU that was used for the computation.
 *
 * @param name the name that its driver reports, for example {@code NVIDIA H100 80GB HBM3}
 * @param memoryBytes its total memory
 * @param computeCapability the CUDA compute capability, for example {@code 9.0}
 * @param driver the version of its driver, empty if unknown
 */
public record Gpu(String name, long memoryBytes, String computeCapability, String driver) {}
