package org.speechbench.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speechbench.core.GitLfs;
import org.speechbench.core.UserError;

/** How a file begins that is said to hold an exported model. */
public final class ModelFile {
    private static final int HEAD = 64;

    private ModelFile() {}

    /**
     * The first bytes of a file, at most 64.
     *
     * @param wanted what it is to be, for messages: {@code a TorchScript file}
     * @throws UserError if it cannot be read, or is a folder, a Git LFS pointer or a web page
     */
    public static byte[] head(Path file, String wanted) {
        if (Files.isDirectory(file)) {
            throw new UserError(file + " is a folder, not " + wanted + ".", "Name the file.");
        }
        byte[] head = read(file);
        GitLfs.refuse(file, head);
        if (new String(head, StandardCharsets.ISO_8859_1).stripLeading().startsWith("<")) {
            throw new UserError(
                    file + " is a web page, not " + wanted + ".", "Download the file itself, not the page about it.");
        }
        return head;
    }

    private static byte[] read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }
}
