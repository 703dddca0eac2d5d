package org.speechbench.reports.significance;

/** The verdict on an upstream in comparison with its baseline. */
public enum Verdict {
    BETTER("better"),
    WORSE("worse"),
    /** The test does not show which is better; this does not mean that both are equal. */
    UNDECIDED("undecided"),
    /** Fewer than {@link org.speechbench.tasks.metric.PairedBootstrap#FEWEST_SPEAKERS}: nothing is claimed. */
    TOO_FEW_SPEAKERS("too few speakers"),
    /** The scores do not have equal terms; the comparison gives the reason. */
    NOT_COMPARABLE("not comparable");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** The name for readers and programs. */
    public String words() {
        return words;
    }
}
