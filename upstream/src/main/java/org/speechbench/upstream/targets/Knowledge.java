package org.speechbench.upstream.targets;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.UserError;

/**
 * What a teacher gives to a student for the crops of each step. The targets are in this order:
 *
 * <ol>
 *   <li>of each of {@code layers}, its states (B, T, D);
 *   <li>if {@code masked}, the same of a second pass, in which the frames that the student does not see are masked;
 *   <li>of each of {@code queries}, the queries and then the keys (B, H, T, D / H) of that layer's attention;
 *   <li>of each of {@code values}, the values (B, H, T, D / H) of that layer's attention;
 *   <li>if {@code logits}, the logits (B, T, C) of its last head of masked prediction.
 * </ol>
 *
 * Everything but the second pass is of a teacher that sees the whole crop.
 *
 * @param layers whose states are given, 0 for the input of the first Transformer layer
 * @param queries layers of attention, counted from 1
 * @param values likewise
 */
public record Knowledge(
        List<Integer> layers, boolean masked, List<Integer> queries, List<Integer> values, boolean logits) {
    public Knowledge {
        layers = List.copyOf(layers);
        queries = List.copyOf(queries);
        values = List.copyOf(values);
    }

    /** The states of layers, which every upstream gives. */
    public static Knowledge ofStates(List<Integer> layers) {
        return new Knowledge(layers, false, List.of(), List.of(), false);
    }

    /** Whether it is no more than the states of layers. */
    public boolean isStates() {
        return equals(ofStates(layers));
    }

    /**
     * Checks whether a teacher has all of it.
     *
     * @param provider of the teacher, for messages
     * @throws UserError that says what it lacks
     */
    void requireOf(String provider, Teaching.Facts facts) {
        if (masked && !facts.masks()) {
            throw new UserError(
                    "The teacher " + provider + " cannot encode with masked frames, as 'mask: both' wants it to.",
                    "Use 'mask: student', or a teacher whose own encoder sees masked frames in its training.");
        }
        List<Integer> attention = new ArrayList<>(queries);
        attention.addAll(values);
        if (!attention.isEmpty() && facts.heads() == 0) {
            throw new UserError(
                    "The teacher " + provider + " does not give the queries, keys and values of its attention.",
                    "Leave out the losses of attention, or use a teacher with plain attention.");
        }
        if (attention.contains(0)) {
            throw new UserError(
                    "Losses of attention name layer 0 of the teacher, which is the input of the first layer.",
                    "Name layers from 1 on in targets.layers.");
        }
        if (logits && facts.classes() == 0) {
            throw new UserError(
                    "The teacher " + provider
                            + " has no head of masked prediction, whose logits a student could learn.",
                    "Leave out the loss 'logits', or use the folder of a model that was pre-trained by this suite.");
        }
    }
}
