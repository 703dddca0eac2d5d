package org.speechbench.core.result;

import org.jspecify.annotations.Nullable;

/**
 * The learnt share of one layer in a featurizer's weighted sum.
 *
 * @param upstream the user's label of the upstream
 * @param task the user's label of the task
 * @param fold the fold, empty if the task has no folds
 * @param layer 0 is the input of the first layer
 * @param weight the weight after softmax, 0 to 1
 * @param pretrainSeed as {@link Subject.Training#seed()}
 */
public record LayerWeight(
        String upstream, String task, String fold, int layer, double weight, @Nullable Long pretrainSeed) {
    /** A weight on an upstream of whose pre-training nothing is known. */
    public LayerWeight(String upstream, String task, String fold, int layer, double weight) {
        this(upstream, task, fold, layer, weight, null);
    }
}
