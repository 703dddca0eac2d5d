package org.speechbench.core;

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

    /** What to do about it, as one sentence. */
    public String remedy() {
        return remedy;
    }

    /** Message and remedy on one line. */
    public String oneLine() {
        return (getMessage() + " " + remedy).replaceAll("\\s+", " ").trim();
    }
}
