package org.speechbench.reports.compare;

import java.util.Locale;

/** The verdict on a figure. */
public enum RegressionVerdict {
    /** The whole interval lies beyond the threshold on the good side. */
    BETTER,
    /** The whole interval lies above a loss of the threshold, so that this loss is ruled out. */
    NOT_WORSE,
    /** A loss of the threshold could hide in the noise, or nothing could be tested. */
    UNDECIDED,
    /** The whole interval lies beyond the threshold on the bad side. */
    WORSE,
    /** The baseline has the figure, but it is missing in the current run or failed there. */
    MISSING,
    /** Only the current run has the figure. */
    NEW;

    /** Whether it makes the comparison fail; a figure that is missing can no longer be guarded. */
    public boolean fails() {
        return this == WORSE || this == MISSING;
    }

    /** The name in output. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
