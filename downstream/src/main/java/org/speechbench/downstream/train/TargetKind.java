package org.speechbench.downstream.train;

/** What the targets of an objective are, which determines how labels are checked before anything is computed. */
public enum TargetKind {
    /** One class of each group. Classes of dev and test must occur in training. */
    CLASSES(1),
    /** A sequence of symbols, from 1, since 0 is the blank. Symbols of dev and test must occur in training. */
    SYMBOLS(0),
    /** One class of each group in training; pairs of utterances of other classes are compared on dev and test. */
    PAIRED_CLASSES(2),
    /** Anything; it is not checked. */
    FREE(0);

    private final int perTurn;

    TargetKind(int perTurn) {
        this.perTurn = perTurn;
    }

    /** Whether what dev and test contain must occur in training. */
    public boolean mustBeTrained() {
        return this == CLASSES || this == SYMBOLS;
    }

    /**
     * The number of utterances of a class that are taken at a time if a split is reduced class by class; 0 if
     * utterances have no class.
     */
    public int perTurn() {
        return perTurn;
    }
}
