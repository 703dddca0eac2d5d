package org.speechbench.reports;

/**
 * Whether an upstream differs from the best of a column.
 *
 * @param upstream label
 * @param words what was found, for people
 */
public record Difference(TaskColumn column, String upstream, Finding finding, String words) {
    /** What a test says. */
    public enum Finding {
        SIGNIFICANT,
        NOT_SIGNIFICANT,
        /** There is no test for it, or there were too few speakers. */
        NOT_TESTED
    }

    /** Whether a test could not tell it from the best. */
    public boolean close() {
        return finding == Finding.NOT_SIGNIFICANT;
    }
}
