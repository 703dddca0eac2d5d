package org.speechbench.tasks.metric;

/**
 * Edit operations that turn references into hypotheses.
 *
 * @param references number of reference tokens
 */
public record ErrorCounts(int substitutions, int deletions, int insertions, int references) {
    /** The counts before the first utterance. */
    public static final ErrorCounts NONE = new ErrorCounts(0, 0, 0, 0);

    /** The edit distance. */
    public int errors() {
        return substitutions + deletions + insertions;
    }

    /** Counts over both: error rates are of the corpus, not means over utterances. */
    public ErrorCounts plus(ErrorCounts other) {
        return new ErrorCounts(
                substitutions + other.substitutions,
                deletions + other.deletions,
                insertions + other.insertions,
                references + other.references);
    }
}
