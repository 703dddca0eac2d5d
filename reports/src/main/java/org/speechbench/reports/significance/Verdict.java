package org.speechbench.reports.significance;

/** What may be said of an upstream against its baseline. */
public enum Verdict {
    BETTER("better"),
    WORSE("worse"),
    /** It cannot be told which is better: not that both are alike. */
    UNDECIDED("undecided"),
    /** Fewer than {@link org.speechbench.tasks.metric.PairedBootstrap#FEWEST_SPEAKERS}: nothing is claimed. */
    TOO_FEW_SPEAKERS("too few speakers"),
    /** The scores are not of equal terms; the comparison says why. */
    NOT_COMPARABLE("not comparable");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** For people and programs alike. */
    public String words() {
        return words;
    }
}
