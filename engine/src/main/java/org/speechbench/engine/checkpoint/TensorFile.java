package org.speechbench.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.speechbench.core.GitLfs;
import org.speechbench.core.UserError;

/** A file of named tensors. Opening it reads names and shapes; values are read one tensor at a time. */
public interface TensorFile {
    /**
     * Opens a file, whose format is detected from its content: safetensors, or the zip archive that PyTorch writes
     * since 1.6. An index ({@code .index.json}) opens the files that it names as one.
     *
     * @throws UserError if it is neither, or damaged, or holds more than tensors, containers and plain values
     */
    static TensorFile open(Path file) {
        if (file.toString().endsWith(ShardedWeights.INDEX)) {
            return ShardedWeights.open(file);
        }
        byte[] head = head(file);
        GitLfs.refuse(file, head);
        if (head.length >= 2 && head[0] == 'P' && head[1] == 'K') {
            return TorchArchive.open(file);
        }
        // These are the first bytes of a pickle of protocol 2 or later; the length of a safetensors header is never
        // that large.
        if (head.length >= 2 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5) {
            throw new UserError(
                    file + " is a bare pickle, as PyTorch wrote it before version 1.6.",
                    "Load it with a PyTorch that you trust it to, and save it again with torch.save or as safetensors.");
        }
        if (isOnnx(head)) {
            throw new UserError(
                    file + " is an ONNX file: a graph, whose tensors alone are no model.",
                    "Open it with onnx=" + file + ", as in 'speechbench probe onnx=" + file
                            + "', or with provider: onnx in an experiment (docs/any-model.md).");
        }
        return SafetensorsFile.open(file);
    }

    /**
     * Whether a file begins as exporters write ONNX: the version of the format, one byte, and the name of the exporter. As the
     * length of a safetensors header, these eight bytes would be far more than there can be.
     */
    private static boolean isOnnx(byte[] head) {
        return head.length >= 8 && head[0] == 0x08 && head[1] > 0 && head[2] == 0x12 && head[3] > 0 && head[7] != 0;
    }

    /** The path of the file. */
    Path place();

    /** Notes for the user about the file, each without a full stop; empty if everything is in order. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * Reads the whole file and verifies its checksums, if the format has any.
     *
     * @throws UserError if it is damaged
     */
    default void check() {}

    /** Name of the format, for people. */
    String format();

    /** The tensors of the file, in its order. */
    Map<String, TensorInfo> tensors();

    /** Strings, numbers and booleans besides the tensors, by their path, for example {@code cfg.task.normalize}. */
    Map<String, Object> values();

    /**
     * @param name one of {@link #tensors()}
     * @throws UserError if the file cannot be read or is damaged
     */
    TensorData read(String name);

    /**
     * Reads one tensor of weights.
     *
     * @param name one of {@link #tensors()}, of a floating-point type
     * @throws UserError as {@link #read}, and if a value is not a finite number
     */
    default float[] weights(String name) {
        return read(name).finite(place() + ": tensor '" + name + "'");
    }

    private static byte[] head(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = new byte[64];
            return Arrays.copyOf(head, in.readNBytes(head, 0, head.length));
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }
}
