package org.speechbench.upstream.exported;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.speechbench.core.UserError;

/**
 * What a call of an exported model returns.
 *
 * @param layers each (B, T, D), all of one shape
 * @param lengths valid frames of each utterance, 0 to T; not copied
 */
public record ExportedStates(List<NDArray> layers, int[] lengths) {
    public ExportedStates {
        layers = List.copyOf(layers);
    }

    /**
     * Checks what a call returned.
     *
     * @param rows number of utterances that it was called with
     * @param layers at least one; wanted are (B, T, D) of fp32
     * @param lengths wanted are (B) of int64, each from 0 to T
     * @throws UserError that says what was returned, and what is wanted instead
     */
    public static ExportedStates of(ExportedModel model, int rows, List<NDArray> layers, NDArray lengths) {
        Shape shape = layers.get(0).getShape();
        for (int layer = 0; layer < layers.size(); layer++) {
            check(model, layer, layers.get(layer), shape, rows);
        }
        return new ExportedStates(layers, lengths(model, lengths, shape));
    }

    private static void check(ExportedModel model, int layer, NDArray states, Shape first, int rows) {
        Shape shape = states.getShape();
        if (shape.dimension() != 3 || shape.get(0) != rows || states.getDataType() != DataType.FLOAT32) {
            throw wrong(
                    model,
                    "layer " + layer + " as " + text(states) + ", and (" + rows + ", frames, size) of fp32 is wanted");
        }
        if (!shape.equals(first)) {
            throw wrong(model, "layer " + layer + " as " + text(states) + ", and layer 0 of shape " + first);
        }
        if (shape.get(1) == 0 || shape.get(2) == 0) {
            throw wrong(model, "layer " + layer + " without values, of shape " + shape);
        }
    }

    private static int[] lengths(ExportedModel model, NDArray returned, Shape layer) {
        if (returned.getDataType() != DataType.INT64 || !returned.getShape().equals(new Shape(layer.get(0)))) {
            throw wrong(model, "lengths as " + text(returned) + ", and (" + layer.get(0) + ") of int64 is wanted");
        }
        long[] lengths = returned.toLongArray();
        if (!Arrays.stream(lengths).allMatch(length -> length >= 0 && length <= layer.get(1))) {
            throw wrong(model, "lengths " + Arrays.toString(lengths) + " of " + layer.get(1) + " frames");
        }
        return Arrays.stream(lengths).mapToInt(Math::toIntExact).toArray();
    }

    /** The shape and type of an array, for messages. */
    public static String text(NDArray array) {
        return array.getShape() + " of " + array.getDataType().name().toLowerCase(Locale.ROOT);
    }

    /** The error that a model returns something else than what is wanted. */
    public static UserError wrong(ExportedModel model, String returned) {
        return new UserError(
                model.file() + " returns " + returned + ".", model.advice().contract());
    }

    /** D. */
    int dim() {
        return Math.toIntExact(layers.get(0).getShape().get(2));
    }
}
