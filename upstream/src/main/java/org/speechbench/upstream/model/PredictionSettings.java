package org.speechbench.upstream.model;

import java.util.List;
import org.speechbench.core.UserError;

/** Values of settings that models with the shared encoder have in common. */
public final class PredictionSettings {
    private PredictionSettings() {}

    /**
     * A head by its name.
     *
     * @param cosineSize of the cosine head
     * @throws UserError if it is neither {@code cosine} nor {@code linear}
     */
    public static PredictionHead head(String value, int cosineSize) {
        return switch (value) {
            case "cosine" -> new PredictionHead.Cosine(cosineSize);
            case "linear" -> new PredictionHead.Linear();
            default -> throw new UserError(
                    "head is '" + value + "'.", "Use cosine (HuBERT) or linear (plain cross-entropy).");
        };
    }

    /** @throws UserError if it is neither {@code true} nor {@code false} */
    public static boolean flag(String name, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new UserError(name + " is '" + value + "'.", "Use true or false.");
        };
    }

    /**
     * Layers that heads predict from: the last, and for intermediate-layer supervision one at a third of the depth, which
     * is 4 of 12 (Fast-HuBERT; ILS-HuBERT, arXiv 2112.08778).
     */
    public static List<Integer> layers(int layers, boolean intermediate) {
        return intermediate ? List.of(Math.max(1, layers / 3), layers) : List.of(layers);
    }
}
