package org.speechbench.upstream.distill;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.speechbench.core.Range;

/**
 * How a student learns from its teacher.
 *
 * @param targets which layers are predicted from which
 * @param heads what predicts them
 * @param losses weights of the losses; L1 and cosine with weight 1 (DistilHuBERT) if none is given
 * @param frames what becomes of a teacher's frames if the predictions have fewer
 * @param mask what the student does not see
 * @param temperature T of the loss {@link Loss#LOGITS}
 */
public record DistillOptions(
        DistillTargets targets, Heads heads, Map<Loss, Double> losses, Frames frames, Mask mask, double temperature) {
    /** The heads that predict targets from layers of the student. */
    public enum Heads {
        /** Those of the student's own paper if it has any, otherwise linear ones. */
        @JsonProperty("auto")
        AUTO,
        /** A linear layer for each target. */
        @JsonProperty("linear")
        LINEAR,
        /** One linear layer for all targets. */
        @JsonProperty("shared")
        SHARED,
        /** None: the layers of the student are as wide as those of the teacher. */
        @JsonProperty("none")
        NONE
    }

    /** How frames of different rates are matched. */
    public enum Frames {
        /** The mean of the teacher's frames that a prediction spans. */
        @JsonProperty("mean")
        MEAN,
        /** Each prediction is repeated for all frames that it spans. */
        @JsonProperty("repeat")
        REPEAT
    }

    /** What is masked. */
    public enum Mask {
        /** Nothing. */
        @JsonProperty("none")
        NONE,
        /** Frames of the student, by the settings {@code mask_...}; the teacher sees everything (LightHuBERT). */
        @JsonProperty("student")
        STUDENT,
        /**
         * The same frames of the student, and of a second pass of the teacher. Predictions of masked frames are compared
         * with the states of the teacher that sees everything, those of other frames with the states of the teacher that does
         * not see the masked ones (ARMHuBERT, arXiv 2305.11685, section 3.2). As each frame is compared once, the loss is a
         * mean over all frames, as without masks. Only losses of states have it, and predictions that are as many a second
         * as the teacher's frames. Teacher and student have a mask embedding each; a teacher without one has zeros in its
         * place. The development split is masked as well.
         */
        @JsonProperty("both")
        BOTH
    }

    public DistillOptions {
        Range.positive("temperature", temperature);
        losses.forEach((loss, weight) -> Range.atLeast("losses." + loss.id(), weight, 0));
        Map<Loss, Double> used = new EnumMap<>(Loss.class);
        losses.forEach((loss, weight) -> {
            if (weight > 0) {
                used.put(loss, weight);
            }
        });
        if (losses.isEmpty()) {
            used.put(Loss.L1, 1.0);
            used.put(Loss.COSINE, 1.0);
        }
        Range.require("losses", losses, !used.isEmpty(), "at least one with a weight above 0");
        losses = Collections.unmodifiableMap(used);
    }

    double weight(Loss loss) {
        return losses.getOrDefault(loss, 0.0);
    }

    /** Whether a loss compares this. */
    boolean compares(Loss.Knows what) {
        return losses.keySet().stream().anyMatch(loss -> loss.knows() == what);
    }

    /** Whether a loss compares attention. */
    boolean comparesAttention() {
        return compares(Loss.Knows.QUERIES_AND_KEYS) || compares(Loss.Knows.VALUES);
    }
}
