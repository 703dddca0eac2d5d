package org.speechbench.upstream.pretrain;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.ParameterSet;

/**
 * Weights that a training begins with in place of random ones.
 *
 * @param values by the names of parameters
 * @param whole whether every parameter of the network must have a value; otherwise those without one stay random, and
 *     values for parameters that the network lacks are left out
 * @param from where they come from, in a few words; empty for random weights
 * @param usesLabels whether transcripts or phones were used to train them
 */
public record InitialWeights(SortedMap<String, float[]> values, boolean whole, String from, boolean usesLabels) {
    /** Random weights. */
    public static final InitialWeights RANDOM = part(Map.of(), "", false);

    /** Prefixes of parameters that belong to what is learnt and not to the network. */
    private static final String HEADS = "(objective|predictor|heads)\\..*";

    /** Weights for a part of the network. */
    public static InitialWeights part(Map<String, float[]> values, String from, boolean usesLabels) {
        return new InitialWeights(new TreeMap<>(values), false, from, usesLabels);
    }

    /** Weights for the whole network; its heads are those of the values if they have the same size, and random otherwise. */
    public static InitialWeights whole(Map<String, float[]> values, String from, boolean usesLabels) {
        return new InitialWeights(new TreeMap<>(values), true, from, usesLabels);
    }

    /** What the weights are, by the names of checkpoints; empty for random ones. */
    Map<String, String> identity() {
        if (from.isEmpty()) {
            return Map.of();
        }
        MessageDigest sha = Digests.sha256();
        values.forEach((name, value) -> {
            sha.update(name.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * value.length);
            bytes.asFloatBuffer().put(value);
            sha.update(bytes);
        });
        return Map.of("initial_weights", from + " " + Digests.hex(sha));
    }

    /**
     * Writes the weights into parameters.
     *
     * @throws UserError if a value has another size than its parameter, or a parameter of a whole network has no value
     */
    void into(ParameterSet parameters) {
        parameters.byName().forEach((name, array) -> {
            float[] value = values.get(name);
            if (value != null && value.length == array.size()) {
                array.set(FloatBuffer.wrap(value));
            } else if ((value != null || whole) && !name.matches(HEADS)) {
                throw misfit(name, array, value == null ? "none" : "" + value.length);
            }
        });
    }

    private static UserError misfit(String name, NDArray array, String got) {
        return new UserError(
                "The network has " + array.size() + " values of " + name + ", and the weights that it begins with have "
                        + got + ".",
                "Begin with weights of a network of the same kind and size, or with random ones.");
    }
}
