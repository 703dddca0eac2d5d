package org.speechbench.reports;

/**
 * Whether an upstream differs from the best of a column.
 *
 * @param upstream label
 * @param words what was found, for people
 * @param reason why nothing was tested; otherwise empty
 */
public record Difference(TaskColumn column, String upstream, Finding finding, String words, String reason) {
    /** What verdicts are about, however many seeds there are. */
    public static final String SCOPE =
            "Verdicts are about these trained models and heads, drawn anew over speakers; they say"
                    + " nothing about training the models again.";

    /** What a test says. */
    public enum Finding {
        SIGNIFICANT,
        /** It cannot be told which is better: not that both are alike. */
        UNDECIDED,
        /** There is no test for it, or there were too few speakers. */
        NOT_TESTED
    }

    /** Of something that was tested. */
    public Difference(TaskColumn column, String upstream, Finding finding, String words) {
        this(column, upstream, finding, words, "");
    }

    /** Whether a test could not tell it from the best. */
    public boolean undecided() {
        return finding == Finding.UNDECIDED;
    }
}
