package org.speechbench.upstream.pretrain;

import org.speechbench.core.Range;

/**
 * The training options of a model besides its size. Published values: HuBERT section 2, Fast-HuBERT section 1.
 *
 * @param dropout residual, attention and input dropout
 * @param layerDrop probability that a layer is skipped
 * @param unmaskedWeight of the cross-entropy over unmasked frames (mean over frames); 0 in the papers, 0.5 for minutes
 *     of training on little data
 * @param featureGradientScale of the gradient into the waveform front end
 * @param featurePenalty weight of the mean square of the front end's output (waveform models)
 * @param temperature that logits are divided by
 * @param activationDropout inside feed-forward blocks; 0 in HuBERT, 0.1 in students (DistilHuBERT, FitHuBERT)
 * @param compute how a step is computed; the weights are nearly the same in every case
 */
public record PretrainOptions(
        double dropout,
        double layerDrop,
        double unmaskedWeight,
        double featureGradientScale,
        double featurePenalty,
        double temperature,
        double activationDropout,
        KernelSet compute) {
    /** Options without dropout inside feed-forward blocks. */
    public PretrainOptions(
            double dropout,
            double layerDrop,
            double unmaskedWeight,
            double featureGradientScale,
            double featurePenalty,
            double temperature,
            KernelSet compute) {
        this(dropout, layerDrop, unmaskedWeight, featureGradientScale, featurePenalty, temperature, 0, compute);
    }

    /** The same with the fastest known computation. */
    public PretrainOptions(
            double dropout,
            double layerDrop,
            double unmaskedWeight,
            double featureGradientScale,
            double featurePenalty,
            double temperature) {
        this(
                dropout,
                layerDrop,
                unmaskedWeight,
                featureGradientScale,
                featurePenalty,
                temperature,
                KernelSet.OPTIMISED);
    }

    public PretrainOptions {
        Range.fractionBelowOne("dropout", dropout);
        Range.fractionBelowOne("layer_drop", layerDrop);
        Range.fractionBelowOne("activation_dropout", activationDropout);
        Range.atLeast("unmasked_weight", unmaskedWeight, 0);
        Range.positive("temperature", temperature);
    }
}
