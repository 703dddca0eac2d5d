package org.speechbench.reports.significance;

import java.util.Locale;

/** The verdict on an upstream in comparison with its baseline. */
public enum Verdict {
    BETTER,
    WORSE,
    /** The test does not show which is better; this does not mean that both are equal. */
    UNDECIDED,
    /** Fewer than {@link org.speechbench.tasks.metric.PairedBootstrap#FEWEST_SPEAKERS}: nothing is claimed. */
    TOO_FEW_SPEAKERS,
    /** The scores do not have equal terms; the comparison gives the reason. */
    NOT_COMPARABLE;

    /** The name for readers and programs. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
