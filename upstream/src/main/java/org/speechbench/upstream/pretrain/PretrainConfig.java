package org.speechbench.upstream.pretrain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.engine.Precision;
import org.speechbench.engine.optim.AdamOptions;
import org.speechbench.engine.optim.LearningRate;
import org.speechbench.upstream.batches.MaskSampler;
import org.speechbench.upstream.training.MicroBatches;
import org.speechbench.upstream.training.TrainerOptions;

/**
 * The configuration of pre-training, apart from the architecture and size of the model. Equal configurations on equal
 * data give equal weights on one machine with one number of threads.
 *
 * @param model dropout, loss weights and the like
 * @param memory what is kept in which memory; affects rounding at most
 * @param seed of crops, masks, order and dropout
 */
public record PretrainConfig(
        Schedule schedule,
        Crops crops,
        Masking masking,
        PretrainOptions model,
        Memory memory,
        TrainerOptions.Logging logging,
        long seed) {
    /** A setting that checkpoints from before the introduction of mask groups do not have. */
    private static final String MASK_GROUP = "mask_group_seconds";

    /**
     * The length and the learning rate of training.
     *
     * @param steps optimiser updates
     * @param batchSeconds audio in a batch; a batch of crops of c seconds has about {@code batchSeconds / c} of them
     * @param learningRate at the end of the warm-up
     * @param warmup share of all steps; the rate then falls linearly to 0
     * @param weightDecay decoupled
     * @param clip largest norm of all gradients together
     */
    public record Schedule(
            long steps, double batchSeconds, double learningRate, double warmup, double weightDecay, double clip) {
        public Schedule {
            require("steps", steps, steps >= 1, "at least 1");
            require("batch_seconds", batchSeconds, batchSeconds > 0 && batchSeconds <= 1e5, "a positive number");
            require("warmup", warmup, warmup >= 0 && warmup <= 1, "0 to 1");
            LearningRate.of(learningRate, warmup, steps);
            AdamOptions.PRETRAINING.withClip(clip).withWeightDecay(weightDecay);
        }

        /** The learning rate as a function of the step. */
        LearningRate rate() {
            return LearningRate.of(learningRate, warmup, steps);
        }

        AdamOptions optimiser() {
            return AdamOptions.PRETRAINING.withClip(clip).withWeightDecay(weightDecay);
        }
    }

    /**
     * The lengths that utterances are cropped to.
     *
     * @param seconds the lengths; each utterance is cropped to the longest one that it fills. Utterances shorter than
     *     the shortest length are left out and counted. With few lengths there are few shapes, which makes the engine
     *     fast
     * @param toShortest whether utterances are cropped to the shortest of their batch, as published, instead of to one
     *     of the lengths; the least and greatest length are then limits
     */
    public record Crops(List<Double> seconds, boolean toShortest) {
        public Crops {
            seconds = seconds.stream().sorted().distinct().toList();
            require("crop_seconds", seconds, cropsFit(seconds), "one or more lengths of 0.1 to 60 seconds");
        }

        double shortest() {
            return seconds.get(0);
        }

        double longest() {
            return seconds.get(seconds.size() - 1);
        }
    }

    /**
     * What is masked.
     *
     * @param probability expected share of frames that start or continue a span if spans did not overlap: 0.8 in the
     *     papers, which masks 41 % of the frames of crops of 2 s and 54 % of those of 15.6 s, see {@link MaskSampler}
     * @param milliseconds length of a masked span: 200 in HuBERT, 400 in Fast-HuBERT as released
     * @param groupSeconds audio of the crops that are trimmed to equally many masked frames, whatever the batch
     */
    public record Masking(double probability, double milliseconds, double groupSeconds) {
        public Masking {
            require("mask_probability", probability, probability > 0 && probability <= 1, "above 0, at most 1");
            require("mask_milliseconds", milliseconds, milliseconds > 0, "a positive number");
            require(MASK_GROUP, groupSeconds, groupSeconds > 0, "a positive number");
        }
    }

    /**
     * What is kept in which memory.
     *
     * @param microBatches how much of a batch goes through the model at once
     * @param residentFeatures whether log-mel values are kept on the device; does not affect the weights
     */
    public record Memory(MicroBatches microBatches, FeaturePlacement residentFeatures) {
        /** Whole batches at once as long as they fit, and features on a GPU if there is room for them. */
        public static final Memory USUAL = new Memory(MicroBatches.WHOLE, FeaturePlacement.AUTO);
    }

    private static boolean cropsFit(List<Double> crops) {
        return !crops.isEmpty() && crops.stream().allMatch(c -> c >= 0.1 && c <= 60);
    }

    private static void require(String name, Object value, boolean good, String wanted) {
        if (!good) {
            throw new UserError(name + " is " + value + ", wanted " + wanted + ".", "Correct it in the configuration.");
        }
    }

    TrainerOptions trainer(Precision precision) {
        return new TrainerOptions(
                schedule.steps(), schedule.optimiser(), memory.microBatches(), precision, seed, logging);
    }

    /**
     * Refuses a checkpoint whose batches were drawn in a different way, which no setting can restore.
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
        s.put("steps", Long.toString(schedule.steps()));
        s.put("batch_seconds", Double.toString(schedule.batchSeconds()));
        s.put("crop_seconds", crops.seconds().toString());
        s.put("mask_probability", Double.toString(masking.probability()));
        s.put("mask_milliseconds", Double.toString(masking.milliseconds()));
        s.put(MASK_GROUP, Double.toString(masking.groupSeconds()));
        s.put("learning_rate", Double.toString(schedule.learningRate()));
        s.put("warmup_share", Double.toString(schedule.warmup()));
        s.put("weight_decay", Double.toString(schedule.weightDecay()));
        s.put("clip", Double.toString(schedule.clip()));
        s.put("dropout", Double.toString(model.dropout()));
        s.put("layer_drop", Double.toString(model.layerDrop()));
        s.put("unmasked_weight", Double.toString(model.unmaskedWeight()));
        s.put("feature_gradient_scale", Double.toString(model.featureGradientScale()));
        s.put("feature_penalty", Double.toString(model.featurePenalty()));
        s.put("temperature", Double.toString(model.temperature()));
        s.put("seed", Long.toString(seed));
        s.put("log_every", Integer.toString(logging.logEvery()));
        s.put("evaluate_every", Integer.toString(logging.evaluateEvery()));
        if (!model.compute().equals(KernelSet.OPTIMISED)) {
            s.put("compute", model.compute().id());
        }
        if (memory.microBatches().seconds() > 0) {
            s.put("micro_batch_seconds", Double.toString(memory.microBatches().seconds()));
        }
        if (crops.toShortest()) {
            s.put("crop_to", "shortest");
        }
        return s;
    }
}
