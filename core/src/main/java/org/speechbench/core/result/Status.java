package org.speechbench.core.result;

import java.util.Locale;

/** The outcome of a measurement. */
public enum Status {
    OK,
    FAILED,
    SKIPPED,
    /** A cell of a table for which nothing was measured; it occurs in no file. */
    MISSING;

    /** The name in files and output. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String id) {
        for (Status status : values()) {
            if (status.id().equals(id)) {
                return status;
            }
        }
        throw new IllegalArgumentException("status is '" + id + "'; wanted ok, failed or skipped");
    }
}
