package org.speechbench.reports.compare;

import java.util.Locale;

/** What became of a figure. */
public enum RegressionVerdict {
    /** The whole interval lies beyond the threshold on the good side. */
    BETTER,
    /** The whole interval lies above a loss of the threshold: such a loss is ruled out. */
    NOT_WORSE,
    /** A loss of the threshold could hide in the noise, or nothing could be tested. */
    UNDECIDED,
    /** The whole interval lies beyond the threshold on the bad side. */
    WORSE,
    /** The baseline has it, and it is gone from the current run, or failed there. */
    MISSING,
    /** Only the current run has it. */
    NEW;

    /** Whether it makes the comparison fail: a figure that has gone can no longer be guarded. */
    public boolean fails() {
        return this == WORSE || this == MISSING;
    }

    /** As output calls it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
