package org.speechbench.tasks.decode;

/** Sums of probabilities; arguments and results are natural logarithms. */
final class LogSum {
    /** The logarithm of probability zero. */
    static final double NOTHING = Double.NEGATIVE_INFINITY;

    private LogSum() {}

    static double of(double a, double b) {
        if (a == NOTHING) {
            return b;
        }
        if (b == NOTHING) {
            return a;
        }
        // The function log1p is not used because it is several times slower: the error is below one part in 2^52 of a
        // probability.
        return Math.max(a, b) + Math.log(1 + Math.exp(-Math.abs(a - b)));
    }
}
