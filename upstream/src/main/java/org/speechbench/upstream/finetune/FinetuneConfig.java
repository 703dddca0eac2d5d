package org.speechbench.upstream.finetune;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.speechbench.core.Range;
import org.speechbench.engine.optim.AdamOptions;
import org.speechbench.engine.optim.TriStage;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.training.FlatSettings;
import org.speechbench.upstream.training.Logging;
import org.speechbench.upstream.training.MicroBatches;
import org.speechbench.upstream.training.TrainerOptions;

/**
 * The configuration of fine-tuning, apart from the upstream and its seed. An experiment file has the same settings,
 * without a level between them.
 *
 * @param microBatches how much of a batch goes through the model at once
 * @param logging the best model on dev is kept
 */
public record FinetuneConfig(
        @JsonUnwrapped Schedule schedule,
        @JsonUnwrapped Freezing freezing,
        @JsonUnwrapped FinetuneOptions model,
        @JsonUnwrapped MicroBatches microBatches,
        @JsonUnwrapped Logging logging) {
    /** The share of the peak at which fairseq's schedule begins. */
    private static final double INITIAL_SCALE = 0.01;

    /** Settings that do not affect the weights. */
    private static final List<String> WITHOUT_EFFECT = List.of("out_of_memory", "log_every", "checkpoint_every");

    private static final String SEED = "seed";

    private static final String MODEL = "FinetuneOptions[dropout=%s, activationDropout=%s, layerDrop=%s,"
            + " timeProbability=%s, timeMilliseconds=%s, channelProbability=%s, channels=%s, specAugment=%s, clip=%s]";

    /**
     * The length and the learning rate of training.
     *
     * @param steps updates
     * @param batchSeconds audio of a step, at most, unless one utterance is longer
     * @param learningRate peak of the tri-stage schedule
     * @param warmup first stage of the learning rate, as a share of the steps; all stages may be longer than the
     *     training
     * @param hold second stage, at the peak, likewise
     * @param decay third stage, likewise
     * @param finalScale share of the peak after the decay
     * @param clip largest norm of all gradients together; 0 for no limit
     */
    public record Schedule(
            int steps,
            double batchSeconds,
            double learningRate,
            double warmup,
            double hold,
            double decay,
            double finalScale,
            double clip) {
        public Schedule {
            Range.atLeast("steps", steps, 1);
            Range.atLeast("batch_seconds", batchSeconds, 1);
            Range.positive("learning_rate", learningRate);
            Range.atLeast("warmup", warmup, 0);
            Range.atLeast("hold", hold, 0);
            Range.atLeast("decay", decay, 0);
            Range.require("final_scale", finalScale, finalScale > 0 && finalScale <= 1, "above 0, at most 1");
            Range.atLeast("clip", clip, 0);
        }

        TriStage rate() {
            return new TriStage(
                    learningRate,
                    Math.round(warmup * steps),
                    Math.round(hold * steps),
                    Math.round(decay * steps),
                    INITIAL_SCALE,
                    finalScale);
        }

        private double largestNorm() {
            return clip == 0 ? Double.POSITIVE_INFINITY : clip;
        }
    }

    /**
     * The parts that are not trained at first.
     *
     * @param headOnly share of the steps, from the first, in which only the head is trained
     * @param frontFrozen share of the steps, from the first, in which the front end is not trained; 1 for all
     */
    public record Freezing(double headOnly, double frontFrozen) {
        public Freezing {
            Range.fraction("head_only", headOnly);
            Range.fraction("front_frozen", frontFrozen);
        }
    }

    /** The trainer's options, with Adam as in HuBERT's fine-tuning. */
    TrainerOptions trainer(UpstreamSpec spec) {
        AdamOptions optimiser = new AdamOptions(0.9, 0.98, 1e-8, 0, schedule.largestNorm());
        return new TrainerOptions(schedule.steps(), optimiser, microBatches, spec.precision(), spec.seed(), logging);
    }

    /** The first part that a step trains; the first step is 0. */
    Finetunable.Part trained(long step) {
        if (step < Math.round(freezing.headOnly() * schedule.steps())) {
            return Finetunable.Part.HEAD;
        }
        return step < Math.round(freezing.frontFrozen() * schedule.steps())
                ? Finetunable.Part.ENCODER
                : Finetunable.Part.FRONT;
    }

    /** Everything except the seed that the weights depend on, by the names of checkpoints. */
    public Map<String, String> recipe() {
        Map<String, String> settings = settings(0);
        settings.remove(SEED);
        return settings;
    }

    /** Everything that the weights depend on, as checkpoints of all versions have it. */
    Map<String, String> settings(long seed) {
        Map<String, String> settings = FlatSettings.of(this);
        settings.keySet().removeAll(WITHOUT_EFFECT);
        settings.remove("micro_batch_seconds", "0.0");
        settings.put("clip", Double.toString(schedule.largestNorm()));
        settings.put("stages", joined(settings, "%s %s %s %s", "warmup", "hold", "decay", "final_scale"));
        settings.put(
                "model",
                joined(
                        settings,
                        MODEL,
                        "dropout",
                        "activation_dropout",
                        "layer_drop",
                        "time_mask_probability",
                        "time_mask_milliseconds",
                        "channel_mask_probability",
                        "channel_mask_channels",
                        "spec_augment",
                        "clip"));
        settings.put(SEED, Long.toString(seed));
        if (model.masking().specAugment()) {
            // Checkpoints from before this was the fill value do not have the name.
            settings.put("spec_augment_fill", "utterance mean");
        }
        return settings;
    }

    private static String joined(Map<String, String> settings, String form, String... keys) {
        return form.formatted(Arrays.stream(keys).map(settings::remove).toArray());
    }
}
