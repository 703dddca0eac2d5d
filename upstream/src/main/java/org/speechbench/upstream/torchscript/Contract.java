package org.speechbench.upstream.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.speechbench.core.UserError;
import org.speechbench.engine.TorchModule;

/**
 * The contract of a file: {@code forward(wave (B, N) fp32, lengths (B) int64)} returns {@code (list of (B, T, D) fp32,
 * lengths (B) int64)}.
 */
record Contract(TorchModule module, Path file) {
    /** Raised whenever the same file gives other states. */
    static final int VERSION = 1;

    private static final String CURE =
            "Export it with forward(wave, lengths) that takes waves of any length and returns (list of layers, lengths), as"
                    + " docs/torchscript.md shows.";

    /**
     * What a call returns.
     *
     * @param layers each (B, T, D), all of one shape
     * @param lengths valid frames of each utterance, 0 to T; not copied
     */
    record Result(List<NDArray> layers, int[] lengths) {
        int dim() {
            return Math.toIntExact(layers.get(0).getShape().get(2));
        }
    }

    /**
     * Calls the file.
     *
     * @param results owner of the result
     * @param samples shape (B, N), zero-padded, row-major
     * @param lengths number of samples of each utterance
     * @throws UserError if the call fails, or does not return what the contract says
     */
    Result call(NDManager results, float[] samples, long... lengths) {
        int rows = lengths.length;
        NDArray wave = results.create(samples, new Shape(rows, samples.length / rows));
        NDList out = module.forward(results, CURE, wave, results.create(lengths));
        if (out.size() < 2) {
            throw wrong(out.isEmpty() ? "nothing" : "one tensor, " + text(out.get(0)));
        }
        List<NDArray> layers = List.copyOf(out.subList(0, out.size() - 1));
        Shape shape = layers.get(0).getShape();
        for (int layer = 0; layer < layers.size(); layer++) {
            check(layer, layers.get(layer), shape, rows);
        }
        return new Result(layers, lengths(out.get(out.size() - 1), shape));
    }

    private void check(int layer, NDArray states, Shape first, int rows) {
        Shape shape = states.getShape();
        if (shape.dimension() != 3 || shape.get(0) != rows || states.getDataType() != DataType.FLOAT32) {
            throw wrong(
                    "layer " + layer + " as " + text(states) + ", and (" + rows + ", frames, size) of fp32 is wanted");
        }
        if (!shape.equals(first)) {
            throw wrong("layer " + layer + " as " + text(states) + ", and layer 0 of shape " + first);
        }
        if (shape.get(1) == 0 || shape.get(2) == 0) {
            throw wrong("layer " + layer + " without values, of shape " + shape);
        }
    }

    private int[] lengths(NDArray returned, Shape layer) {
        if (returned.getDataType() != DataType.INT64 || !returned.getShape().equals(new Shape(layer.get(0)))) {
            throw wrong("lengths as " + text(returned) + ", and (" + layer.get(0) + ") of int64 is wanted");
        }
        long[] lengths = returned.toLongArray();
        if (!Arrays.stream(lengths).allMatch(length -> length >= 0 && length <= layer.get(1))) {
            throw wrong("lengths " + Arrays.toString(lengths) + " of " + layer.get(1) + " frames");
        }
        return Arrays.stream(lengths).mapToInt(Math::toIntExact).toArray();
    }

    private static String text(NDArray array) {
        return array.getShape() + " of " + array.getDataType().name().toLowerCase(Locale.ROOT);
    }

    private UserError wrong(String returned) {
        return new UserError(file + " returns " + returned + ".", CURE);
    }
}
