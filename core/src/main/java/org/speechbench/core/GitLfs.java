package org.speechbench.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Git LFS pointers: the few lines of text that a clone made without git-lfs contains in place of a large file. */
public final class GitLfs {
    /** Description of a pointer file, for messages. */
    public static final String POINTER = "a Git LFS pointer, not the file itself";

    /** The remedy, for messages. */
    public static final String CURE = "Run 'git lfs pull' where it was cloned, or download the file itself.";

    private static final String MAGIC = "version https://git-lfs";

    private GitLfs() {}

    public static boolean isPointer(String text) {
        return text.startsWith(MAGIC);
    }

    /** Whether a file that begins with these bytes is a pointer. */
    public static boolean isPointer(byte[] head) {
        byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }

    /** @throws UserError if the file is a pointer; a file that cannot be read is not reported here */
    public static void refuse(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            refuse(file, in.readNBytes(MAGIC.length()));
        } catch (IOException e) {
            // The next reader of the file reports the problem, together with what it needed the file for.
            return;
        }
    }

    /** @throws UserError if the text is a pointer */
    public static void refuse(Path file, String text) {
        if (isPointer(text)) {
            throw pointer(file);
        }
    }

    /** @throws UserError if the file that begins with these bytes is a pointer */
    public static void refuse(Path file, byte[] head) {
        if (isPointer(head)) {
            throw pointer(file);
        }
    }

    private static UserError pointer(Path file) {
        return new UserError(file + ": is " + POINTER + ".", CURE);
    }
}
