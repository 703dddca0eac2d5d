package org.speechbench.upstream;

/**
 * The size and computational cost of a model.
 *
 * @param parameters of the backbone
 * @param gigaFlopsPerSecond forward and backward of one training step, per second of audio; 0 if the model is not
 *     trained
 */
public record ModelCost(long parameters, double gigaFlopsPerSecond) {
    /** The cost of signal processing. */
    public static final ModelCost NONE = new ModelCost(0, 0);
}
