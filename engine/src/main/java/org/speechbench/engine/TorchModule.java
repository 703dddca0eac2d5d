package org.speechbench.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.speechbench.core.UserError;

/**
 * A TorchScript file that others have exported, in evaluation mode and without autograd. It is a program: loading it
 * executes what it contains, with the rights of this process. The scripts of speechbench itself are {@link Script}s.
 */
public final class TorchModule implements AutoCloseable {
    private static final String EXPORT = "Export the model with torch.jit.script or torch.jit.trace, and .save(FILE).";
    private static final int LONGEST_REASON = 300;
    private static final Pattern OTHER_VERSION =
            Pattern.compile("Unknown builtin op|Unknown type name|\\bversions?\\b");
    private static final Pattern RAISED = Pattern.compile("^[\\w.]*(?:Error|Exception): (.*)$");

    private final EngineContext engine;
    private final Path file;
    private final Model model;
    private final PtSymbolBlock block;

    private TorchModule(EngineContext engine, Path file, Model model, PtSymbolBlock block) {
        this.engine = engine;
        this.file = file;
        this.model = model;
        this.block = block;
    }

    /**
     * Checks whether a file can be TorchScript. It is read as data; nothing in it is executed.
     *
     * @throws UserError that says what the file is instead
     */
    public static void require(Path file) {
        byte[] head = ModelFile.head(file, "a TorchScript file");
        String text = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
        if (text.startsWith("PK")) {
            requireCode(file);
        } else if (head.length > 1 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5) {
            throw new UserError(file + " is a bare pickle, not a TorchScript file.", EXPORT);
        } else {
            throw new UserError(file + " is not a TorchScript file, which is a zip archive.", EXPORT);
        }
    }

    private static void requireCode(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.stream().noneMatch(entry -> entry.getName().matches("[^/]+/code/.+"))) {
                throw new UserError(
                        file
                                + " holds no program, so it is not a TorchScript file: torch.save writes weights like this.",
                        EXPORT);
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new UserError(
                    file + " is not a whole zip archive (" + e.getMessage() + ").", "Copy or download it again.", e);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /**
     * Loads a file onto the device of the engine.
     *
     * @throws UserError as {@link #require}, and if this engine cannot load it
     */
    public static TorchModule load(EngineContext engine, Path file) {
        require(file);
        Path absolute = file.toAbsolutePath();
        Model model = Model.newInstance("module", engine.device(), "PyTorch");
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(false);
        try {
            model.load(
                    Objects.requireNonNull(absolute.getParent()),
                    absolute.getFileName().toString(),
                    Map.of("mapLocation", "true"));
            PtSymbolBlock block = (PtSymbolBlock) model.getBlock();
            JniUtils.enableInferenceMode(block);
            return new TorchModule(engine, file, model, block);
        } catch (RuntimeException | IOException | MalformedModelException e) {
            model.close();
            throw OutOfMemory.is(e) && e instanceof RuntimeException memory ? memory : notLoaded(engine, file, e);
        }
    }

    private static UserError notLoaded(EngineContext engine, Path file, Exception e) {
        String reason = reason(e);
        return new UserError(
                file + " cannot be loaded by " + engine.version() + ": " + reason + ".",
                cure(engine, reason, EXPORT),
                e);
    }

    /** What to do about a reason for which a file cannot be loaded or called. */
    private static String cure(EngineContext engine, String reason, String otherwise) {
        if (reason.toLowerCase(Locale.ROOT).contains("cuda")) {
            return engine.device().isGpu()
                    ? "A traced graph may have the CPU written into it: export with torch.jit.script, or use --device cpu."
                    : "It needs a GPU: export it from the CPU, with model.cpu() before torch.jit.script or torch.jit.trace.";
        }
        if (OTHER_VERSION.matcher(reason).find()) {
            return "Export it with " + engine.version()
                    + " or an earlier version, and without operators of other libraries.";
        }
        return otherwise;
    }

    /**
     * Calls {@code forward}.
     *
     * @param cure what to do if the call fails, unless the reason tells
     * @param results owner of the results, and of all inputs
     * @return the tensors of the result in order, with all lists and tuples dissolved
     * @throws UserError that names the file and says what PyTorch says, if the call fails
     */
    public NDList forward(NDManager results, String cure, NDArray... inputs) {
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(false);
        try {
            NDList out = IValueUtils.forward(block, new NDList(inputs), false);
            out.attach(results);
            return out;
        } catch (RuntimeException e) {
            String reason = reason(e);
            throw OutOfMemory.is(e)
                    ? e
                    : new UserError(file + " fails: " + reason + ".", cure(engine, reason, cure), e);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /** Number of values of all parameters. */
    public long parameters() {
        try (NDManager scratch = engine.manager().newSubManager()) {
            return JniUtils.moduleGetParams(block, (PtNDManager) scratch).stream()
                    .mapToLong(NDArray::size)
                    .sum();
        }
    }

    /** What the engine says about a failure, in one line without a full stop: the error itself, not where it was raised. */
    static String reason(Throwable failure) {
        List<String> lines = String.valueOf(failure.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String found = lines.stream()
                .map(RAISED::matcher)
                .filter(Matcher::matches)
                .map(raised -> raised.group(1))
                .reduce((first, last) -> last)
                .orElse(lines.isEmpty() ? failure.getClass().getSimpleName() : lines.get(0));
        String whole = found.length() > LONGEST_REASON ? found.substring(0, LONGEST_REASON) + "..." : found;
        return whole.replaceFirst("[.:]$", "");
    }

    @Override
    public void close() {
        model.close();
    }
}
