package org.speechbench.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** TorchScript files as others export them, written without PyTorch. */
public final class ForeignScripts {
    private ForeignScripts() {}

    /**
     * Writes the class of a model.
     *
     * @param methods in the syntax of serialised TorchScript, not indented; {@code Self} stands for the class
     */
    public static Path write(Path file, String methods) {
        String indented =
                methods.stripIndent().lines().map(line -> "  " + line + "\n").reduce("", String::concat);
        String source =
                """
                class Kernels(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                """
                        + indented.replace("Self", "__torch__.Kernels");
        try {
            return Files.write(file, ScriptArchive.pack(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
