package org.speechbench.tasks.metric;

/**
 * The numbers of edit operations that turn references into hypotheses.
 *
 * @param references the number of reference tokens
 */
public record ErrorCounts(int substitutions, int deletions, int insertions, int references) {
    /** The counts before the first utterance. */
    public static final ErrorCounts NONE = new ErrorCounts(0, 0, 0, 0);

    /** The edit distance. */
    public int errors() {
        return substitutions + deletions + insertions;
    }

    /** The sums of both counts: error rates are computed over the corpus and are not means over utterances. */
    public ErrorCounts plus(ErrorCounts other) {
        return new ErrorCounts(
                substitutions + other.substitutions,
                deletions + other.deletions,
                insertions + other.insertions,
                references + other.references);
    }
}
