package org.speechbench.reports.compare;

import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.RowIdentity;
import org.speechbench.core.result.Score;

/**
 * One figure in both runs, and what is made of it.
 *
 * @param baseline null if only the current run has it
 * @param current null if only the baseline has it
 * @param interval of a timing the interval of current over baseline, of a score that of what was gained, in its unit;
 *     corrected for the number of figures; null where nothing was tested
 * @param reason in words; empty where the numbers say all
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
     * What became of the value: current over baseline of a timing, the gain of a score in its unit; NaN where either is
     * missing.
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
     * What may have been lost as far as the interval tells: a share of a timing, of a score in its unit; NaN where nothing
     * was tested.
     */
    double couldHide() {
        if (interval == null) {
            return Double.NaN;
        }
        return series().isScore() ? -interval.low() : 1 - interval.low();
    }
}
