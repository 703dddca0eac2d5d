package org.speechbench.core.result;

/**
 * A GPU that computed.
 *
 * @param name as its driver calls it, for example {@code NVIDIA H100 80GB HBM3}
 * @param memoryBytes all of it
 * @param computeCapability for example {@code 9.0}
 * @param driver its version, empty if unknown
 */
public record Gpu(String name, long memoryBytes, String computeCapability, String driver) {}
