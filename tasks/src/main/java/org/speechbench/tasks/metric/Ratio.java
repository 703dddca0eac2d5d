package org.speechbench.tasks.metric;

import java.util.List;

/**
 * What one utterance adds to a rate: a rate over a test set is the sum of hits over the sum of outOf.
 *
 * @param hits errors, or correct answers; a share of one where an answer can be right in part
 * @param outOf tokens they are counted over; 0 where an utterance has none
 */
public record Ratio(double hits, int outOf) {
    public Ratio {
        if (!(hits >= 0) || outOf < 0) {
            throw new IllegalArgumentException("hits and tokens are counts; got " + hits + " and " + outOf);
        }
    }

    /** The rate over all, in per cent; NaN over nothing. */
    public static double percent(List<Ratio> ratios) {
        double hits = 0;
        long outOf = 0;
        for (Ratio ratio : ratios) {
            hits += ratio.hits;
            outOf += ratio.outOf;
        }
        return 100.0 * hits / outOf;
    }
}
