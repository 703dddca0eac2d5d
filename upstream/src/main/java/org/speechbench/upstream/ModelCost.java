package org.speechbench.upstream;

/**
 * Size and arithmetic of a model.
 *
 * @param parameters of the backbone
 * @param gigaFlopsPerSecond forward and backward of one training step, per second of audio; 0 if it has no training
 */
public record ModelCost(long parameters, double gigaFlopsPerSecond) {
    /** Of signal processing. */
    public static final ModelCost NONE = new ModelCost(0, 0);
}
