package org.speechbench.bench.config;

import java.util.List;
import java.util.Map;
import org.speechbench.core.Range;
import org.speechbench.core.RelativePath;
import org.speechbench.core.UserError;
import org.speechbench.upstream.pretrain.FeaturePlacement;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.targets.TargetSource;
import org.speechbench.upstream.training.MicroBatches;

/**
 * One upstream to pre-train by masked prediction. Probabilities and weights are checked again, and explained, by
 * {@link org.speechbench.upstream.pretrain.PretrainOptions}.
 *
 * @param provider the name of an upstream provider that can be pre-trained
 * @param manifest the path of the manifest below the data folder
 * @param train the split that is trained on
 * @param dev the split on which the validation loss is computed
 * @param phones the phones with which the targets are compared
 * @param steps the number of optimiser steps
 * @param batchSeconds the seconds of audio per step
 * @param cropSeconds the lengths to which utterances are cropped, each to the longest one that it fills
 * @param cropTo {@code listed} for the lengths in {@code cropSeconds}; {@code shortest} for the shortest of the batch,
 *     as published, with {@code cropSeconds} as limits
 * @param maskProbability the expected share of frames under a mask if spans did not overlap, as HuBERT draws it
 * @param maskMilliseconds the length of a masked span
 * @param maskGroupSeconds the seconds of audio in the crops that are trimmed to the same number of masked frames
 * @param warmup the share of the steps over which the learning rate rises
 * @param clip the limit of the global gradient norm
 * @param compute the compute options in the form that {@link KernelSet#of} reads
 * @param microBatchSeconds the seconds of audio that pass through the model at once; 0 for the audio of the whole step
 * @param outOfMemory {@code halve} for less audio at once if the device's memory is too small; {@code stop} for an
 *     error
 * @param residentFeatures whether log-mel values are kept on the device
 * @param logEvery the number of steps between training events
 * @param evaluateEvery the number of steps between evaluations on dev
 * @param checkpointEvery the number of steps between checkpoints
 * @param settings further settings of the provider
 */
public record PretrainEntry(
        String provider,
        String size,
        String manifest,
        String train,
        String dev,
        TargetSource targets,
        PhonesEntry phones,
        int steps,
        double batchSeconds,
        List<Double> cropSeconds,
        String cropTo,
        double maskProbability,
        double maskMilliseconds,
        double maskGroupSeconds,
        double learningRate,
        double warmup,
        double weightDecay,
        double clip,
        double dropout,
        double layerDrop,
        double unmaskedWeight,
        double featureGradientScale,
        double featurePenalty,
        double temperature,
        String compute,
        double microBatchSeconds,
        String outOfMemory,
        FeaturePlacement residentFeatures,
        int logEvery,
        int evaluateEvery,
        int checkpointEvery,
        Map<String, String> settings) {
    private static final String LISTED = "listed";
    private static final String SHORTEST = "shortest";

    public PretrainEntry {
        if (provider.isEmpty()) {
            throw new UserError("it has no provider.", "Add 'provider:'; see 'speechbench list upstreams'.");
        }
        RelativePath.check("manifest", manifest);
        Range.atLeast("steps", steps, 1);
        Range.atLeast("batch_seconds", batchSeconds, 1);
        cropSeconds = List.copyOf(cropSeconds);
        cropSeconds.forEach(crop -> Range.positive("crop_seconds", crop));
        if (!cropTo.equals(LISTED) && !cropTo.equals(SHORTEST)) {
            throw new UserError("crop_to is '" + cropTo + "'.", "Use " + LISTED + " or " + SHORTEST + ".");
        }
        Range.fraction("mask_probability", maskProbability);
        Range.positive("mask_milliseconds", maskMilliseconds);
        Range.positive("mask_group_seconds", maskGroupSeconds);
        Range.positive("learning_rate", learningRate);
        Range.fraction("warmup", warmup);
        Range.atLeast("weight_decay", weightDecay, 0);
        Range.positive("clip", clip);
        Range.atLeast("unmasked_weight", unmaskedWeight, 0);
        KernelSet.of(compute);
        MicroBatches.of(microBatchSeconds, outOfMemory);
        Range.atLeast("log_every", logEvery, 1);
        Range.atLeast("evaluate_every", evaluateEvery, 1);
        Range.atLeast("checkpoint_every", checkpointEvery, 1);
        settings = Ordered.copy(settings);
    }

    /** The amount of audio that passes through the model at once. */
    public MicroBatches microBatches() {
        return MicroBatches.of(microBatchSeconds, outOfMemory);
    }

    /** Whether utterances are cropped to the shortest of their batch. */
    public boolean cropToShortest() {
        return cropTo.equals(SHORTEST);
    }
}
