package org.speechbench.tasks.metric;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.speechbench.core.result.Score;

/**
 * The interval of a share (Wilson, Probable inference, the law of succession, and statistical inference, 1927). It is used
 * where no unit differs from another, as at 0 % and 100 %, which no error over units can be computed from.
 */
final class Wilson {
    private static final double QUANTILE =
            NormalDistribution.of(0, 1).inverseSurvivalProbability(ComparableScorer.ALPHA / 2);

    private Wilson() {}

    /** @param n the number of independent answers */
    static Score.Interval percent(double percent, int n) {
        double share = Math.min(1, percent / 100);
        double squared = QUANTILE * QUANTILE;
        double centre = (share + squared / (2 * n)) / (1 + squared / n);
        double half = QUANTILE / (1 + squared / n) * Math.sqrt(share * (1 - share) / n + squared / (4.0 * n * n));
        return new Score.Interval(100 * Math.max(0, centre - half), 100 * Math.min(1, centre + half));
    }
}
