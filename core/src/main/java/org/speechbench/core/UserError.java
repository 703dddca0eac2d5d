package org.speechbench.core;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Something the user can mend: bad input, a missing file, an unknown name. The message says what was found and what was
 * wanted, the remedy how to get there. The command line prints both on one line and no stack trace.
 */
public final class UserError extends RuntimeException {
    private final String remedy;

    public UserError(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public UserError(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** A file that is missing or cannot be read; the cause is kept. */
    public static UserError unreadable(Path file, IOException cause) {
        if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
            return new UserError(file + ": there is no such file.", "Check the path.", cause);
        }
        return new UserError(file + ": cannot be read (" + reason(cause) + ").", "Check path and permissions.", cause);
    }

    /** A file that cannot be written; the cause is kept. */
    public static UserError unwritable(Path file, IOException cause) {
        return new UserError(
                file + ": cannot be written (" + reason(cause) + ").", "Check permissions and free space.", cause);
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        String kind = cause.getClass().getSimpleName();
        return message == null ? kind : kind + ": " + message;
    }

    /** What to do about it, as one sentence. */
    public String remedy() {
        return remedy;
    }

    /** Message and remedy on one line. */
    public String oneLine() {
        return (getMessage() + " " + remedy).replaceAll("\\s+", " ").trim();
    }
}
