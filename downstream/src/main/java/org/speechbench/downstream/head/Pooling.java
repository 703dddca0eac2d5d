package org.speechbench.downstream.head;

/**
 * The form of an utterance's frames that a head needs. Pooled values are computed once, when an utterance is encoded,
 * and training on them is far cheaper than on frames.
 */
public enum Pooling {
    /** Every frame: x is (B, T, D). */
    NONE(0),
    /**
     * The mean over valid frames, which suffices if an affine map precedes mean pooling: x is (B, 1, D), and the output
     * of the head is the same as for all frames.
     */
    MEAN(1),
    /**
     * Mean and standard deviation over valid frames, each value of each layer standardised over the training utterances
     * (statistics pooling, Snyder et al., X-vectors, ICASSP 2018): x is (B, 2, D), the means first.
     */
    STATISTICS(2);

    private final int rows;

    Pooling(int rows) {
        this.rows = rows;
    }

    /** T of a pooled utterance; 0 if frames are kept. */
    public int rows() {
        return rows;
    }
}
