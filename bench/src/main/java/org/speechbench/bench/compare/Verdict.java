package org.speechbench.bench.compare;

import java.util.Locale;

/** What became of a figure. */
public enum Verdict {
    /** The whole interval lies beyond the threshold on the good side. */
    BETTER,
    /** Neither better nor worse by more than the threshold, as far as can be told. */
    SAME,
    /** The whole interval lies beyond the threshold on the bad side. */
    WORSE,
    /** The baseline has it, and the current run has no value that can be held against it. */
    MISSING,
    /** Only the current run has it. */
    NEW;

    /** Whether it makes the comparison fail: a figure that has gone can no longer be guarded. */
    public boolean fails() {
        return this == WORSE || this == MISSING;
    }

    /** As output calls it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
