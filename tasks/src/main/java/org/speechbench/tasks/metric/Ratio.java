package org.speechbench.tasks.metric;

/**
 * The contribution of one utterance to a rate. The rate over a test set is the sum of hits divided by the sum of outOf.
 *
 * @param hits the number of errors, or of correct answers; a fraction if an answer can be partly correct
 * @param outOf the number of tokens that they are counted over; 0 if the utterance has none
 */
public record Ratio(double hits, int outOf) {
    public Ratio {
        if (!(hits >= 0) || outOf < 0) {
            throw new IllegalArgumentException("hits and tokens are counts; got " + hits + " and " + outOf);
        }
    }
}
