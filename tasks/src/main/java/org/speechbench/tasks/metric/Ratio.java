package org.speechbench.tasks.metric;

import java.util.List;

/**
 * What one utterance adds to a rate: a rate over a test set is the sum of hits over the sum of outOf.
 *
 * @param hits errors, or correct answers
 * @param outOf tokens they are counted over, at least 1
 */
public record Ratio(int hits, int outOf) {
    public Ratio {
        if (outOf < 1) {
            throw new IllegalArgumentException("a rate needs at least one reference token");
        }
    }

    /** The rate over all, in per cent; NaN over nothing. */
    public static double percent(List<Ratio> ratios) {
        long hits = 0;
        long outOf = 0;
        for (Ratio ratio : ratios) {
            hits += ratio.hits;
            outOf += ratio.outOf;
        }
        return 100.0 * hits / outOf;
    }
}
