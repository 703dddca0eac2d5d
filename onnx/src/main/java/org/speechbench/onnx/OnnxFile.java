package org.speechbench.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.engine.ModelFile;

/**
 * What an ONNX file says of itself, read as data.
 *
 * @param producer name and version of the program that wrote it; may be empty
 * @param opsets versions of the operator sets, by domain
 * @param parameters number of values of all weights
 * @param external files that hold weights, beside the file, by the names that it has for them
 */
record OnnxFile(
        Path path, String producer, SortedMap<String, Long> opsets, long parameters, SortedMap<String, Path> external) {
    static final String AN_ONNX_FILE = "an ONNX file";

    private static final String EXPORT = "Export the model with torch.onnx.export.";
    private static final String COPY = "Copy or download it again.";

    /** The domains whose operators ONNX Runtime itself has. */
    private static final Set<String> STANDARD = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");

    private static final int SHOWN = 5;

    /**
     * Reads a file, without its weights.
     *
     * @throws UserError if it is no ONNX file, needs operators that ONNX Runtime does not have, or lacks files with weights
     */
    static OnnxFile read(Path path) {
        requireHead(path, ModelFile.head(path, AN_ONNX_FILE));
        OnnxContents contents = contents(path);
        if (contents.operators().isEmpty()) {
            throw new UserError(path + " has no operators, so it is not " + AN_ONNX_FILE + ".", EXPORT);
        }
        requireStandard(path, contents);
        SortedMap<String, Path> external = new TreeMap<>();
        contents.external().forEach((name, bytes) -> external.put(name, external(path, name, bytes)));
        return new OnnxFile(path, contents.producer(), contents.opsets(), contents.parameters(), external);
    }

    private static void requireHead(Path path, byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PK")) {
            throw new UserError(
                    path + " is a zip archive, as PyTorch writes, not " + AN_ONNX_FILE + ".",
                    EXPORT + " A TorchScript file is opened by the upstream torchscript.");
        }
        if (text.startsWith("ORTM", 4)) {
            throw new UserError(
                    path + " is in the format of ONNX Runtime itself, not " + AN_ONNX_FILE + ".",
                    "Use the .onnx file that it was made of.");
        }
    }

    private static OnnxContents contents(Path path) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            return OnnxContents.read(in);
        } catch (InvalidProtocolBufferException e) {
            throw new UserError(path + " is not " + AN_ONNX_FILE + ", or not whole: " + reason(e) + ".", COPY, e);
        } catch (IOException e) {
            throw UserError.unreadable(path, e);
        }
    }

    private static String reason(IOException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").replaceFirst("\\.( .*)?$", "");
    }

    private static void requireStandard(Path path, OnnxContents contents) {
        List<String> custom = contents.operators().stream()
                .filter(operator -> !STANDARD.contains(operator.domain()))
                .filter(operator -> !contents.functions().contains(operator))
                .map(operator -> operator.domain() + "." + operator.name())
                .sorted()
                .toList();
        if (!custom.isEmpty()) {
            throw new UserError(
                    path + " needs custom operators: "
                            + custom.stream().limit(SHOWN).collect(Collectors.joining(", "))
                            + (custom.size() > SHOWN ? " and " + (custom.size() - SHOWN) + " more" : "")
                            + ". They are code in a library, and none is loaded.",
                    "Export it with operators of ONNX alone, and prepare waves outside of it or with these.");
        }
    }

    /** A file with weights, which lies below the folder of the ONNX file and has at least so many bytes. */
    private static Path external(Path path, String name, long bytes) {
        Path folder = folder(path);
        Path file = resolved(folder, name);
        if (file == null || !file.startsWith(folder) || file.equals(folder)) {
            throw new UserError(
                    path + " keeps weights in '" + name + "', which is not in its folder.",
                    "Export it with the weights in the file or beside it.");
        }
        try {
            if (!Files.isRegularFile(file)) {
                throw new UserError(
                        path + " keeps weights in " + name + ", and there is no " + file + ".",
                        "Put that file there; it was written by the same export.");
            }
            if (Files.size(file) < bytes) {
                throw new UserError(
                        file + " has " + Files.size(file) + " bytes, and " + path + " keeps weights up to byte " + bytes
                                + " of it.",
                        COPY);
            }
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
        return file;
    }

    private static @Nullable Path resolved(Path folder, String name) {
        try {
            return folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** The folder that a file lies in. */
    static Path folder(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    /** SHA-256 of the file itself. */
    String sha256() {
        return Digests.sha256(path);
    }

    /**
     * A digest of the file and of every file with weights.
     *
     * @param sha256 of the file itself
     */
    String contentsDigest(String sha256) {
        StringBuilder text = new StringBuilder(sha256);
        for (Map.Entry<String, Path> entry : external.entrySet()) {
            text.append('/').append(entry.getKey()).append(':').append(Digests.sha256(entry.getValue()));
        }
        return Digests.sha256(text.toString());
    }

    /** The format, for people: opset and producer. */
    String format() {
        String sets = opsets.entrySet().stream()
                .map(set -> (set.getKey().isEmpty() ? "opset" : set.getKey()) + " " + set.getValue())
                .collect(Collectors.joining(", "));
        return "ONNX" + (sets.isEmpty() ? "" : ", " + sets) + (producer.isEmpty() ? "" : ", by " + producer);
    }
}
