package org.speechbench.bench.encode;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.speechbench.core.UserError;

/** The selection of hidden states, given as {@code all} or {@code 0,4,12}. */
public final class LayerChoice {
    private static final String ALL = "all";

    private LayerChoice() {}

    /**
     * The selected layers, ascending.
     *
     * @param layers the number of hidden states that exist
     * @throws UserError if the text has neither form, or there is no such layer
     */
    public static List<Integer> of(String text, int layers) {
        if (text.equals(ALL)) {
            return IntStream.range(0, layers).boxed().toList();
        }
        List<Integer> chosen = Arrays.stream(text.split(",", -1))
                .map(part -> layer(part.strip(), layers))
                .toList();
        if (chosen.stream().distinct().count() < chosen.size()) {
            throw new UserError("Layers '" + text + "' name one twice.", "Name each once.");
        }
        return chosen.stream().sorted().toList();
    }

    private static int layer(String text, int layers) {
        // Up to four digits always fit an int.
        if (text.matches("\\d{1,4}") && Integer.parseInt(text) < layers) {
            return Integer.parseInt(text);
        }
        throw new UserError(
                "There is no layer '" + text + "'.", "Use all, or some of 0 to " + (layers - 1) + " with commas.");
    }
}
