package org.speechbench.upstream.pretrain;

import java.util.Map;

/**
 * The floating-point operations of a training step for one second of audio, computed from the architecture alone. Norms
 * and non-linear functions, which cost little, are not counted.
 *
 * @param forward floating-point operations by part of the network, two a multiply-accumulate; empty where it is not
 *     known
 */
public record StepFlops(Map<String, Double> forward) {
    /** The value for a model that does not provide them. */
    public static final StepFlops UNKNOWN = new StepFlops(Map.of());

    /** The backward pass computes the gradients of inputs and of weights, one product each. */
    private static final double BACKWARD = 2;

    public StepFlops {
        forward = Map.copyOf(forward);
    }

    /** Operations of a step, forward and backward; 0 where they are not known. */
    public double flops() {
        return (1 + BACKWARD)
                * forward.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
