package org.speechbench.upstream.states;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.NpyFile;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.checkpoint.TensorFile;
import org.speechbench.engine.checkpoint.TensorInfo;

/**
 * The hidden states of one utterance in a file: in {@code .npy} one array, (L, T, D) or (T, D); in {@code .safetensors}
 * one tensor of such a shape, or a tensor {@code hidden_states.N} of shape (T, D) for each layer, ascending by N.
 *
 * @param frames T of each layer
 * @param dim D
 */
record StatesFile(Path file, List<Integer> frames, int dim) {
    /** The file extensions of the formats. */
    static final List<String> ENDINGS = List.of(".npy", ".safetensors");

    private static final String LAYER = "hidden_states.";
    private static final List<String> TYPES = List.of("F32", "F16", "BF16");

    StatesFile {
        frames = List.copyOf(frames);
    }

    /**
     * Reads the shapes of a file.
     *
     * @throws UserError if it is missing or damaged, or has anything else in it
     */
    static StatesFile open(Path file) {
        if (isNpy(file)) {
            return whole(file, NpyFile.open(file).info(), "the array");
        }
        TensorFile tensors = TensorFile.open(file);
        List<String> layers = layers(tensors);
        List<Integer> frames = new ArrayList<>();
        int dim = 0;
        for (String layer : layers) {
            TensorInfo info = info(tensors, layer);
            StatesFile one = whole(file, info, "tensor '" + layer + "'");
            if (layers.size() > 1 && (info.shape().length != 2 || (dim > 0 && one.dim != dim))) {
                throw bad(file, "tensor '" + layer + "' has shape " + info.shapeText());
            }
            frames.addAll(one.frames);
            dim = one.dim;
        }
        return new StatesFile(file, frames, dim);
    }

    /** @param what is called in messages */
    private static StatesFile whole(Path file, TensorInfo info, String what) {
        long[] shape = info.shape();
        boolean good = shape.length == 2 || shape.length == 3;
        if (!good || Arrays.stream(shape).anyMatch(size -> size < 1 || size > Integer.MAX_VALUE)) {
            throw bad(file, what + " has shape " + info.shapeText());
        }
        if (!TYPES.contains(info.dtype())) {
            throw new UserError(
                    nothing(file) + what + " is of type " + info.dtype() + ", wanted " + String.join(", ", TYPES) + ".",
                    "Write it again in Python: safetensors.numpy.save_file({name: x.astype(\"<f4\") for name, x in"
                            + " safetensors.numpy.load_file(FILE).items()}, FILE).");
        }
        int layers = shape.length == 2 ? 1 : (int) shape[0];
        return new StatesFile(
                file, Collections.nCopies(layers, (int) shape[shape.length - 2]), (int) shape[shape.length - 1]);
    }

    private static TensorInfo info(TensorFile tensors, String name) {
        TensorInfo info = tensors.tensors().get(name);
        if (info == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return info;
    }

    /** The names of the tensors, ascending by layer. */
    private static List<String> layers(TensorFile tensors) {
        Set<String> names = tensors.tensors().keySet();
        if (names.size() == 1) {
            return List.copyOf(names);
        }
        if (names.isEmpty() || !names.stream().allMatch(name -> name.matches("hidden_states\\.\\d{1,4}"))) {
            throw bad(
                    tensors.place(),
                    "it has the tensors " + names.stream().limit(5).toList());
        }
        return names.stream()
                .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring(LAYER.length()))))
                .toList();
    }

    /**
     * The states of each layer, (T, D), row-major.
     *
     * @throws UserError if a value is not finite, or the file was changed since it was opened
     */
    List<float[]> read() {
        if (isNpy(file)) {
            return parts(NpyFile.open(file).read(), file.toString());
        }
        TensorFile tensors = TensorFile.open(file);
        List<float[]> states = new ArrayList<>();
        layers(tensors).forEach(name -> states.addAll(parts(tensors.read(name), file + ": tensor '" + name + "'")));
        return states;
    }

    private List<float[]> parts(TensorData data, String what) {
        float[] values = data.finite(what);
        int count = data.shape().length == 3 ? (int) data.shape()[0] : 1;
        int size = values.length / count;
        List<float[]> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(Arrays.copyOfRange(values, i * size, (i + 1) * size));
        }
        return parts;
    }

    private static boolean isNpy(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ENDINGS.get(0));
    }

    private static String nothing(Path file) {
        return file + " does not hold the hidden states of an utterance: ";
    }

    private static UserError bad(Path file, String why) {
        return new UserError(
                nothing(file) + why + ".",
                "Write fp32 or fp16 of shape (layers, frames, size) or (frames, size), or a tensor hidden_states.N of"
                        + " shape (frames, size) for each layer.");
    }
}
