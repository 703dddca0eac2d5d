package org.speechbench.core.result;

/**
 * The learnt share of one layer in a featurizer's weighted sum.
 *
 * @param upstream the user's label of the upstream
 * @param task the user's label of the task
 * @param fold the fold, empty if the task has no folds
 * @param layer 0 is the input of the first layer
 * @param weight the weight after softmax, 0 to 1
 */
public record LayerWeight(String upstream, String task, String fold, int layer, double weight) {}
