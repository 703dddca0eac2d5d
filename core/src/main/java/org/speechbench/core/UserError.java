package org.speechbench.core;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A problem that the user can correct: bad input, a missing file, an unknown name. The message says what was found and
 * what was expected, and the remedy says how to correct it. The command line prints both on one line, without a stack
 * trace.
 */
public final class UserError extends RuntimeException {
    private final String remedy;
    private final boolean unwritable;

    public UserError(String message, String remedy) {
        super(message);
        this.remedy = remedy;
        this.unwritable = false;
    }

    public UserError(String message, String remedy, Throwable cause) {
        this(message, remedy, cause, false);
    }

    private UserError(String message, String remedy, Throwable cause, boolean unwritable) {
        super(message, cause);
        this.remedy = remedy;
        this.unwritable = unwritable;
    }

    /** The error for a file that is missing or cannot be read; the cause is kept. */
    public static UserError unreadable(Path file, IOException cause) {
        if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
            return new UserError(file + ": there is no such file.", "Check the path.", cause);
        }
        if (cause instanceof CharacterCodingException) {
            return new UserError(file + ": is not UTF-8 text.", "Save it as UTF-8.", cause);
        }
        return new UserError(file + ": cannot be read (" + reason(cause) + ").", "Check path and permissions.", cause);
    }

    /** The error for a file that cannot be written; the cause is kept. */
    public static UserError unwritable(Path file, IOException cause) {
        return new UserError(
                file + ": cannot be written (" + reason(cause) + ").",
                "Check permissions and free space, or name another folder.",
                cause,
                true);
    }

    /**
     * Whether the error is that a file could not be written, in which case nothing else can be written there either.
     */
    public boolean isUnwritable() {
        return unwritable;
    }

    /** What is wrong with a file, in words. */
    public static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException e) {
            return e.getFile() + " is a file, not a folder";
        }
        if (cause instanceof FileSystemException e && e.getReason() != null) {
            return e.getReason();
        }
        String message = cause.getMessage();
        String kind = cause.getClass().getSimpleName();
        return message == null ? kind : cause.getClass() == IOException.class ? message : kind + ": " + message;
    }

    /** The remedy, as one sentence. */
    public String remedy() {
        return remedy;
    }

    /** The message and the remedy on one line. */
    public String oneLine() {
        return (getMessage() + " " + remedy).replaceAll("\\s+", " ").trim();
    }
}
