package org.speechbench.bench.encode;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.speechbench.core.UserError;
import org.speechbench.upstream.LayerNumbering;

/** The selection of hidden states, given as {@code all}, {@code 0,4,12} or {@code torchaudio:3}. */
public final class LayerChoice {
    private static final String ALL = "all";

    private LayerChoice() {}

    /**
     * The selected layers, ascending.
     *
     * @param layers the number of hidden states that exist
     * @param numberings of other toolkits, whose names may stand before a number
     * @throws UserError if the text has no such form, or there is no such layer
     */
    public static List<Integer> of(String text, int layers, List<LayerNumbering> numberings) {
        if (text.equals(ALL)) {
            return IntStream.range(0, layers).boxed().toList();
        }
        List<Integer> chosen = Arrays.stream(text.split(",", -1))
                .map(part -> layer(part.strip(), layers, numberings))
                .toList();
        if (chosen.stream().distinct().count() < chosen.size()) {
            throw new UserError("Layers '" + text + "' name one twice.", "Name each once.");
        }
        return chosen.stream().sorted().toList();
    }

    private static int layer(String text, int layers, List<LayerNumbering> numberings) {
        int colon = text.indexOf(':');
        int first = colon < 0 ? 0 : first(text.substring(0, colon), numberings);
        String number = text.substring(colon + 1);
        // Up to four digits always fit an int.
        if (number.matches("\\d{1,4}") && first + Integer.parseInt(number) < layers) {
            return first + Integer.parseInt(number);
        }
        throw colon < 0
                ? new UserError(
                        "There is no layer '" + text + "'.",
                        "Use all, or some of 0 to " + (layers - 1) + ", separated by commas.")
                : noLayer(text.substring(0, colon), number, layers, first);
    }

    private static UserError noLayer(String toolkit, String number, int layers, int first) {
        String there = toolkit + ":0 to " + toolkit + ":" + (layers - 1 - first);
        return new UserError(
                "There is no layer '" + toolkit + ":" + number + "': by the numbers of " + toolkit
                        + " this upstream has " + there + ", which are the layers " + first + " to " + (layers - 1)
                        + " here.",
                "Use some of these, separated by commas, or all.");
    }

    private static int first(String toolkit, List<LayerNumbering> numberings) {
        return numberings.stream()
                .filter(n -> n.toolkit().equals(toolkit))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "The layers of this upstream have no numbers of '" + toolkit + "'.",
                        numberings.isEmpty()
                                ? "Leave it out; 0 is the input of the first layer."
                                : "Use "
                                        + numberings.stream()
                                                .map(LayerNumbering::toolkit)
                                                .collect(Collectors.joining(", "))
                                        + ", or leave it out."))
                .first();
    }
}
