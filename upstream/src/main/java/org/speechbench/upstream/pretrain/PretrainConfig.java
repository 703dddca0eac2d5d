package org.speechbench.upstream.pretrain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.engine.optim.AdamOptions;
import org.speechbench.engine.optim.LearningRate;

/**
 * How long and on what a model is pre-trained, besides what it is. Equal configurations on equal data give equal weights
 * on one machine with one number of threads.
 *
 * @param steps optimiser updates
 * @param batchSeconds audio in a batch; a batch of crops of c seconds has about {@code batchSeconds / c} of them
 * @param cropSeconds the lengths that utterances are cropped to; each to the longest that it fills. Utterances shorter
 *     than the shortest are left out and counted. Few lengths keep shapes few, which is what makes the engine fast
 * @param maskProbability expected share of frames that start or continue a span if spans did not overlap: 0.8 in the
 *     papers, which masks 41 % of the frames of crops of 2 s and 54 % of those of 15.6 s, see {@link MaskSampler}
 * @param maskMilliseconds length of a masked span: 200 in HuBERT, 400 in Fast-HuBERT as released
 * @param maskGroupSeconds audio of the crops that are trimmed to equally many masked frames, whatever the batch
 * @param learningRate at the end of the warm-up
 * @param warmupShare of all steps; the rate then falls linearly to 0
 * @param weightDecay decoupled
 * @param clip largest norm of all gradients together
 * @param model dropout, loss weights and the like
 * @param seed of crops, masks, order and dropout
 * @param logEvery steps between two events
 * @param evaluateEvery steps between two evaluations on the development split
 * @param checkpointEvery steps between two checkpoints
 * @param cropToShortest utterances are cropped to the shortest of their batch, as published, instead of to one of the
 *     lengths in {@code cropSeconds}, whose least and greatest are then limits
 * @param microBatches how much of a batch goes through the model at once
 * @param residency whether log-mel values live on the device; changes no weight
 */
public record PretrainConfig(
        long steps,
        double batchSeconds,
        List<Double> cropSeconds,
        double maskProbability,
        double maskMilliseconds,
        double maskGroupSeconds,
        double learningRate,
        double warmupShare,
        double weightDecay,
        double clip,
        PretrainOptions model,
        long seed,
        int logEvery,
        int evaluateEvery,
        int checkpointEvery,
        boolean cropToShortest,
        MicroBatches microBatches,
        Residency residency) {
    /** Setting that checkpoints from before groups lack. */
    private static final String MASK_GROUP = "mask_group_seconds";

    /** Masks by the published group, whole batches at once as long as they fit, features on a GPU if they have room. */
    public PretrainConfig(
            long steps,
            double batchSeconds,
            List<Double> cropSeconds,
            double maskProbability,
            double maskMilliseconds,
            double learningRate,
            double warmupShare,
            double weightDecay,
            double clip,
            PretrainOptions model,
            long seed,
            int logEvery,
            int evaluateEvery,
            int checkpointEvery,
            boolean cropToShortest) {
        this(
                steps,
                batchSeconds,
                cropSeconds,
                maskProbability,
                maskMilliseconds,
                MaskSampler.PUBLISHED_GROUP_SECONDS,
                learningRate,
                warmupShare,
                weightDecay,
                clip,
                model,
                seed,
                logEvery,
                evaluateEvery,
                checkpointEvery,
                cropToShortest,
                MicroBatches.WHOLE,
                Residency.AUTO);
    }

    public PretrainConfig {
        cropSeconds = cropSeconds.stream().sorted().distinct().toList();
        require("steps", steps, steps >= 1, "at least 1");
        require("batch_seconds", batchSeconds, batchSeconds > 0 && batchSeconds <= 1e5, "a positive number");
        require("crop_seconds", cropSeconds, cropsFit(cropSeconds), "one or more lengths of 0.1 to 60 seconds");
        require("mask_probability", maskProbability, maskProbability > 0 && maskProbability <= 1, "above 0, at most 1");
        require("mask_milliseconds", maskMilliseconds, maskMilliseconds > 0, "a positive number");
        require("mask_group_seconds", maskGroupSeconds, maskGroupSeconds > 0, "a positive number");
        require("warmup_share", warmupShare, warmupShare >= 0 && warmupShare <= 1, "0 to 1");
        require("log_every", logEvery, logEvery >= 1, "at least 1");
        require("evaluate_every", evaluateEvery, evaluateEvery >= 1, "at least 1");
        require("checkpoint_every", checkpointEvery, checkpointEvery >= 1, "at least 1");
        LearningRate.of(learningRate, warmupShare, steps);
        AdamOptions.PRETRAINING.withClip(clip).withWeightDecay(weightDecay);
    }

    private static boolean cropsFit(List<Double> crops) {
        return !crops.isEmpty() && crops.stream().allMatch(c -> c >= 0.1 && c <= 60);
    }

    private static void require(String name, Object value, boolean good, String wanted) {
        if (!good) {
            throw new UserError(name + " is " + value + ", wanted " + wanted + ".", "Correct it in the configuration.");
        }
    }

    /** The rate of every step. */
    LearningRate schedule() {
        return LearningRate.of(learningRate, warmupShare, steps);
    }

    AdamOptions optimiser() {
        return AdamOptions.PRETRAINING.withClip(clip).withWeightDecay(weightDecay);
    }

    /**
     * Refuses a checkpoint whose batches were drawn in another way, which no setting brings back.
     *
     * @param identity of the checkpoint
     */
    static void requireSameDrawing(long step, Map<String, String> identity) {
        if (!identity.containsKey(MASK_GROUP)) {
            throw new UserError(
                    "The checkpoint at step " + step + " is of a version that trimmed masks to the fewest of the whole"
                            + " batch instead of a group, and so masked another share of the frames.",
                    "Finish it with that version, or train into another folder.");
        }
    }

    /** Everything that the weights and the log depend on, by name. */
    Map<String, String> settings() {
        Map<String, String> s = new LinkedHashMap<>();
        s.put("steps", Long.toString(steps));
        s.put("batch_seconds", Double.toString(batchSeconds));
        s.put("crop_seconds", cropSeconds.toString());
        s.put("mask_probability", Double.toString(maskProbability));
        s.put("mask_milliseconds", Double.toString(maskMilliseconds));
        s.put(MASK_GROUP, Double.toString(maskGroupSeconds));
        s.put("learning_rate", Double.toString(learningRate));
        s.put("warmup_share", Double.toString(warmupShare));
        s.put("weight_decay", Double.toString(weightDecay));
        s.put("clip", Double.toString(clip));
        s.put("dropout", Double.toString(model.dropout()));
        s.put("layer_drop", Double.toString(model.layerDrop()));
        s.put("unmasked_weight", Double.toString(model.unmaskedWeight()));
        s.put("feature_gradient_scale", Double.toString(model.featureGradientScale()));
        s.put("feature_penalty", Double.toString(model.featurePenalty()));
        s.put("temperature", Double.toString(model.temperature()));
        s.put("seed", Long.toString(seed));
        s.put("log_every", Integer.toString(logEvery));
        s.put("evaluate_every", Integer.toString(evaluateEvery));
        if (!model.compute().equals(Compute.OPTIMISED)) {
            s.put("compute", model.compute().id());
        }
        if (microBatches.seconds() > 0) {
            s.put("micro_batch_seconds", Double.toString(microBatches.seconds()));
        }
        if (cropToShortest) {
            s.put("crop_to", "shortest");
        }
        return s;
    }
}
