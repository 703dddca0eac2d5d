package org.speechbench.upstream.finetune;

import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.engine.Precision;
import org.speechbench.engine.optim.AdamOptions;
import org.speechbench.engine.optim.TriStage;
import org.speechbench.upstream.training.MicroBatches;
import org.speechbench.upstream.training.TrainerOptions;

/**
 * The configuration of fine-tuning.
 *
 * @param clip largest norm of all gradients together, positive infinity for none
 * @param microBatches how much of a batch goes through the model at once
 * @param seed of masks, order and dropout
 */
public record FinetuneConfig(
        Schedule schedule,
        Freezing freezing,
        double clip,
        FinetuneOptions model,
        MicroBatches microBatches,
        TrainerOptions.Logging logging,
        long seed) {
    /** The share of the peak at which fairseq's schedule begins. */
    private static final double INITIAL_SCALE = 0.01;

    /**
     * The length and the learning rate of training.
     *
     * @param steps updates
     * @param batchSeconds audio of a step, at most, unless one utterance is longer
     * @param learningRate peak
     * @param warmup first stage of the learning rate, as a share of the steps; all stages may be longer than the
     *     training
     * @param hold second stage, likewise
     * @param decay third stage, likewise
     * @param finalScale share of the peak after the decay
     */
    public record Schedule(
            int steps,
            double batchSeconds,
            double learningRate,
            double warmup,
            double hold,
            double decay,
            double finalScale) {
        public Schedule {
            if (steps < 1) {
                throw new UserError("steps is " + steps + ".", "Use a positive number.");
            }
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
    }

    /**
     * The parts that are not trained at first.
     *
     * @param headOnly share of the steps, from the first, in which only the head is trained
     * @param frontFrozen share of the steps, from the first, in which the front end is not trained; 1 for all
     */
    public record Freezing(double headOnly, double frontFrozen) {
        public Freezing {
            if (!(headOnly >= 0 && headOnly <= 1 && frontFrozen >= 0 && frontFrozen <= 1)) {
                throw new UserError(
                        "head_only is " + headOnly + " and front_frozen " + frontFrozen + ".",
                        "Use shares of the steps, from 0 to 1.");
            }
        }
    }

    public FinetuneConfig {
        if (!(clip > 0)) {
            throw new UserError("clip is " + clip + ", wanted a positive number.", "Correct the experiment.");
        }
    }

    /** The trainer's options, with Adam as in HuBERT's fine-tuning. */
    TrainerOptions trainer(Precision precision) {
        return new TrainerOptions(
                schedule.steps(), new AdamOptions(0.9, 0.98, 1e-8, 0, clip), microBatches, precision, seed, logging);
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

    /** Everything that the weights depend on, by name. */
    Map<String, String> settings() {
        Map<String, String> s = new LinkedHashMap<>();
        s.put("steps", Integer.toString(schedule.steps()));
        s.put("batch_seconds", Double.toString(schedule.batchSeconds()));
        s.put("learning_rate", Double.toString(schedule.learningRate()));
        s.put(
                "stages",
                schedule.warmup() + " " + schedule.hold() + " " + schedule.decay() + " " + schedule.finalScale());
        s.put("head_only", Double.toString(freezing.headOnly()));
        s.put("front_frozen", Double.toString(freezing.frontFrozen()));
        s.put("model", disturbances());
        s.put("seed", Long.toString(seed));
        s.put("evaluate_every", Integer.toString(logging.evaluateEvery()));
        if (model.masking().specAugment()) {
            // Checkpoints from before this was the fill value do not have the name.
            s.put("spec_augment_fill", "utterance mean");
        }
        if (microBatches.seconds() > 0) {
            s.put("micro_batch_seconds", Double.toString(microBatches.seconds()));
        }
        return s;
    }

    /** The text in the form of checkpoints of earlier versions, so that these can be resumed. */
    private String disturbances() {
        FinetuneOptions.Regularisation r = model.regularisation();
        FinetuneOptions.Masking m = model.masking();
        return "FinetuneOptions[dropout=" + r.dropout()
                + ", activationDropout=" + r.activationDropout()
                + ", layerDrop=" + r.layerDrop()
                + ", timeProbability=" + m.timeProbability()
                + ", timeMilliseconds=" + m.timeMilliseconds()
                + ", channelProbability=" + m.channelProbability()
                + ", channels=" + m.channels()
                + ", specAugment=" + m.specAugment()
                + ", clip=" + clip + "]";
    }
}
