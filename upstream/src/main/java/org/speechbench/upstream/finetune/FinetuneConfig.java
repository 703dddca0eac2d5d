package org.speechbench.upstream.finetune;

import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.engine.optim.AdamOptions;
import org.speechbench.engine.optim.TriStage;

/**
 * How a model is fine-tuned.
 *
 * @param steps updates
 * @param batchSeconds audio of a step, at most, unless one utterance is longer
 * @param learningRate peak
 * @param warmup first stage of the learning rate, as a share of the steps; all stages may be longer than the training
 * @param hold second stage, likewise
 * @param decay third stage, likewise
 * @param finalScale share of the peak after the decay
 * @param headOnly share of the steps, from the first, in which only the head is trained
 * @param frontFrozen share of the steps, from the first, in which the front end is not trained; 1 for all
 * @param logEvery steps between events
 * @param evaluateEvery steps between looks at dev
 * @param checkpointEvery steps between checkpoints
 */
public record FinetuneConfig(
        int steps,
        double batchSeconds,
        double learningRate,
        double warmup,
        double hold,
        double decay,
        double finalScale,
        double headOnly,
        double frontFrozen,
        FinetuneOptions model,
        long seed,
        int logEvery,
        int evaluateEvery,
        int checkpointEvery) {
    /** Where fairseq's schedule begins. */
    private static final double INITIAL_SCALE = 0.01;

    public FinetuneConfig {
        if (steps < 1 || logEvery < 1 || evaluateEvery < 1 || checkpointEvery < 1) {
            throw new UserError(
                    "Steps, or steps between events, are " + steps + ", " + logEvery + ", " + evaluateEvery + ", "
                            + checkpointEvery + ".",
                    "Use positive numbers.");
        }
        if (!(headOnly >= 0 && headOnly <= 1 && frontFrozen >= 0 && frontFrozen <= 1)) {
            throw new UserError(
                    "head_only is " + headOnly + " and front_frozen " + frontFrozen + ".",
                    "Use shares of the steps, from 0 to 1.");
        }
    }

    TriStage schedule() {
        return new TriStage(
                learningRate,
                Math.round(warmup * steps),
                Math.round(hold * steps),
                Math.round(decay * steps),
                INITIAL_SCALE,
                finalScale);
    }

    /** Adam as HuBERT's fine-tuning has it; gradients arrive clipped. */
    static AdamOptions optimiser() {
        return new AdamOptions(0.9, 0.98, 1e-8, 0, Double.POSITIVE_INFINITY);
    }

    /** The first part that a step trains; the first step is 0. */
    Finetunable.Part trained(long step) {
        if (step < Math.round(headOnly * steps)) {
            return Finetunable.Part.HEAD;
        }
        return step < Math.round(frontFrozen * steps) ? Finetunable.Part.ENCODER : Finetunable.Part.FRONT;
    }

    /** What the weights depend on, by name. */
    Map<String, String> settings() {
        Map<String, String> s = new LinkedHashMap<>();
        s.put("steps", Integer.toString(steps));
        s.put("batch_seconds", Double.toString(batchSeconds));
        s.put("learning_rate", Double.toString(learningRate));
        s.put("stages", warmup + " " + hold + " " + decay + " " + finalScale);
        s.put("head_only", Double.toString(headOnly));
        s.put("front_frozen", Double.toString(frontFrozen));
        s.put("model", model.toString());
        s.put("seed", Long.toString(seed));
        s.put("evaluate_every", Integer.toString(evaluateEvery));
        if (model.specAugment()) {
            // Checkpoints of before it was this lack the name.
            s.put("spec_augment_fill", "utterance mean");
        }
        return s;
    }
}
