package org.speechbench.reports;

/**
 * Whether an upstream differs from the best of a column.
 *
 * @param upstream the label of the upstream
 * @param words the finding, in words
 * @param reason the reason why nothing was tested; otherwise empty
 */
public record Difference(TaskColumn column, String upstream, Finding finding, String words, String reason) {
    /** What the verdicts refer to, whatever the number of seeds. */
    public static final String SCOPE =
            "Verdicts are about these trained models and heads, drawn anew over speakers; they say"
                    + " nothing about training the models again.";

    /** The result of a test. */
    public enum Finding {
        SIGNIFICANT,
        /** The test does not show which is better; this does not mean that both are equal. */
        UNDECIDED,
        /** There is no test for the metric, or there were too few speakers. */
        NOT_TESTED
    }

    /** The difference of an upstream that was tested. */
    public Difference(TaskColumn column, String upstream, Finding finding, String words) {
        this(column, upstream, finding, words, "");
    }

    /** Whether a test found no difference from the best. */
    public boolean undecided() {
        return finding == Finding.UNDECIDED;
    }
}
