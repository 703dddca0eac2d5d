package org.speechbench.reports.compare;

import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.Score;

/**
 * One figure in both runs, and the outcome of its comparison.
 *
 * @param baseline null if only the current run has it
 * @param current null if only the baseline has it
 * @param interval for a timing, the interval of the ratio of current to baseline; for a score, that of the gain in its
 *     unit; corrected for the number of figures; null if nothing was tested
 * @param reason the reason in words; empty if the numbers are sufficient
 */
public record Delta(
        RowIdentity row,
        @Nullable MetricSeries baseline,
        @Nullable MetricSeries current,
        Score.@Nullable Interval interval,
        RegressionVerdict verdict,
        String reason) {
    /** The figure of either run. */
    public MetricSeries series() {
        MetricSeries one = current == null ? baseline : current;
        if (one == null) {
            throw new IllegalStateException("a change is of a figure");
        }
        return one;
    }

    /**
     * The change of the value: for a timing, the ratio of current to baseline; for a score, the gain in its unit; NaN
     * if either is missing.
     */
    public double gained() {
        Double before = baseline == null ? null : baseline.row().value();
        Double now = current == null ? null : current.row().value();
        if (before == null || now == null) {
            return Double.NaN;
        }
        if (!series().isScore()) {
            return now / before;
        }
        return series().row().metric().direction() == Metric.Direction.HIGHER_IS_BETTER ? now - before : before - now;
    }

    /**
     * The greatest loss that is compatible with the interval: a share for a timing, a loss in its unit for a score; NaN
     * if nothing was tested.
     */
    double couldHide() {
        if (interval == null) {
            return Double.NaN;
        }
        return series().isScore() ? -interval.low() : 1 - interval.low();
    }
}
