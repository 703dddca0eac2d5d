package org.speechbench.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Text files of users, in UTF-8, with or without the byte order mark that some editors write first. */
public final class TextLines {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextLines() {}

    /**
     * The lines of a file, with any line ending, including blank lines.
     *
     * @throws UserError if it cannot be read, or is not UTF-8, in which case the error names the line
     */
    public static List<String> read(Path file) {
        return LineReader.read(file).stream().map(TextLine::text).toList();
    }

    /**
     * The whole text of a file.
     *
     * @throws UserError if it cannot be read, is not UTF-8, or is a Git LFS pointer
     */
    public static String text(Path file) {
        try {
            String text = withoutMark(Files.readString(file));
            GitLfs.refuse(file, text);
            return text;
        } catch (CharacterCodingException e) {
            throw new UserError(file + ": is not UTF-8 text.", "Save it as UTF-8.", e);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /**
     * The whole text of a resource, which is looked up in the package of a class.
     *
     * @throws IllegalStateException if there is no such resource
     */
    public static String resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name + " beside " + owner.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line or the whole text of a file, without a byte order mark. */
    public static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
