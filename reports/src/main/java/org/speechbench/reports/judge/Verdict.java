package org.speechbench.reports.judge;

/** What is shown about a candidate in comparison with its baseline. */
public enum Verdict {
    /** The whole interval lies on the better side of the margin. */
    BETTER("better"),
    /** The whole interval lies on the worse side of the margin. */
    WORSE("worse"),
    /**
     * The whole interval lies within the margin (Schuirmann, A comparison of the two one-sided tests procedure, 1987;
     * Lakens, Equivalence tests, 2017).
     */
    EQUAL("equal within the margin"),
    /** The interval crosses an end of the margin. This does not mean that both are equal. */
    UNDECIDED("undecided"),
    /** There are too few independent units for any statement. */
    NOT_TESTABLE("not testable");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** The name for readers and programs. */
    public String words() {
        return words;
    }

    /** The verdict on the baseline in comparison with the candidate. */
    public Verdict reversed() {
        return switch (this) {
            case BETTER -> WORSE;
            case WORSE -> BETTER;
            default -> this;
        };
    }
}
