package org.speechbench.upstream.pretrain;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.speechbench.core.Range;
import org.speechbench.core.UserError;
import org.speechbench.engine.optim.AdamOptions;
import org.speechbench.engine.optim.LearningRate;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.batches.MaskSampler;
import org.speechbench.upstream.training.FlatSettings;
import org.speechbench.upstream.training.Logging;
import org.speechbench.upstream.training.MicroBatches;
import org.speechbench.upstream.training.TrainerOptions;

/**
 * The configuration of pre-training, apart from the model's architecture, size and seed. An experiment file has the
 * same settings, without a level between them. Equal configurations on equal data give equal weights on one machine
 * with one number of threads.
 *
 * @param model dropout, loss weights and the like
 * @param microBatches how much of a batch goes through the model at once; affects rounding at most
 * @param residentFeatures whether log-mel values are kept on the device; does not affect the weights
 */
public record PretrainConfig(
        @JsonUnwrapped Schedule schedule,
        @JsonUnwrapped(prefix = "crop_") Crops crops,
        @JsonUnwrapped(prefix = "mask_") Masking masking,
        @JsonUnwrapped PretrainOptions model,
        @JsonUnwrapped MicroBatches microBatches,
        FeaturePlacement residentFeatures,
        @JsonUnwrapped Logging logging) {
    /** A setting that checkpoints from before the introduction of mask groups do not have. */
    private static final String MASK_GROUP = "mask_group_seconds";

    /** Settings that affect neither the weights nor the log. */
    private static final List<String> WITHOUT_EFFECT =
            List.of("out_of_memory", "resident_features", "checkpoint_every");

    /** Settings that affect the log alone. */
    private static final List<String> OF_THE_LOG = List.of("log_every", "evaluate_every");

    private static final String SEED = "seed";

    /** Settings that checkpoints of before they existed do not have, with the values that such a checkpoint stands for. */
    private static final Map<String, String> LATER = Map.of(
            "compute", "optimised", "micro_batch_seconds", "0.0", "crop_to", "listed", "activation_dropout", "0.0");

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
            int steps, double batchSeconds, double learningRate, double warmup, double weightDecay, double clip) {
        public Schedule {
            Range.atLeast("steps", steps, 1);
            Range.atLeast("batch_seconds", batchSeconds, 1);
            Range.positive("learning_rate", learningRate);
            Range.fraction("warmup", warmup);
            Range.fractionBelowOne("weight_decay", weightDecay);
            Range.positive("clip", clip);
        }

        /** The learning rate as a function of the step. */
        LearningRate rate() {
            return LearningRate.of(learningRate, warmup, steps);
        }
    }

    /**
     * The lengths that utterances are cropped to.
     *
     * @param seconds the lengths, in ascending order. Utterances shorter than the shortest length are left out and
     *     counted. With few lengths there are few shapes, which makes the engine fast
     */
    public record Crops(List<Double> seconds, CropLength to) {
        public Crops {
            seconds = seconds.stream().sorted().distinct().toList();
            Range.require(
                    "crop_seconds",
                    seconds,
                    !seconds.isEmpty() && seconds.stream().allMatch(c -> c >= 0.1 && c <= 60),
                    "one or more lengths of 0.1 to 60 seconds");
        }

        double shortest() {
            return seconds.get(0);
        }

        double longest() {
            return seconds.get(seconds.size() - 1);
        }
    }

    /** The length to which an utterance is cropped. */
    public enum CropLength {
        /** The longest of the listed lengths that it fills. */
        LISTED,
        /** That of the shortest utterance of its batch, as published; the least and greatest length are limits. */
        SHORTEST
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
            Range.require("mask_probability", probability, probability > 0 && probability <= 1, "above 0, at most 1");
            Range.positive("mask_milliseconds", milliseconds);
            Range.positive(MASK_GROUP, groupSeconds);
        }
    }

    TrainerOptions trainer(UpstreamSpec spec) {
        AdamOptions optimiser =
                AdamOptions.PRETRAINING.withClip(schedule.clip()).withWeightDecay(schedule.weightDecay());
        return new TrainerOptions(schedule.steps(), optimiser, microBatches, spec.precision(), spec.seed(), logging);
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

    /** Everything except the seed that the weights depend on, by the names of checkpoints. */
    public Map<String, String> recipe() {
        Map<String, String> settings = settings(0);
        settings.keySet().removeAll(OF_THE_LOG);
        settings.remove(SEED);
        return settings;
    }

    /** Everything that the weights and the log depend on, by the names of checkpoints. */
    Map<String, String> settings(long seed) {
        Map<String, String> settings = FlatSettings.of(this);
        settings.keySet().removeAll(WITHOUT_EFFECT);
        LATER.forEach(settings::remove);
        settings.put("warmup_share", settings.remove("warmup"));
        settings.put(SEED, Long.toString(seed));
        return settings;
    }
}
