package org.speechbench.core.result;

import java.util.Locale;

/** What became of a measurement. */
public enum Status {
    OK,
    FAILED,
    SKIPPED,
    /** A place of a table that nobody measured; no file has it. */
    MISSING;

    /** As files and output call it. */
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
