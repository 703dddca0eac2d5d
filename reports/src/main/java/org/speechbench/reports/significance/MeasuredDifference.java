package org.speechbench.reports.significance;

import java.util.List;
import org.speechbench.core.result.Score;
import org.speechbench.tasks.metric.PairedDifference;

/**
 * A pair that could be compared.
 *
 * @param difference upstream minus baseline; its first system is the upstream
 * @param seeds that both were run with, ascending
 * @param bySeed the difference of each seed alone, in points
 * @param folds whether rates are pooled over folds, while results.csv has their mean
 */
public record MeasuredDifference(PairedDifference difference, List<Long> seeds, List<Double> bySeed, boolean folds) {
    public MeasuredDifference {
        seeds = List.copyOf(seeds);
        bySeed = List.copyOf(bySeed);
    }

    /** The baseline minus the upstream. */
    MeasuredDifference reversed() {
        PairedDifference d = difference;
        Score.Interval other =
                new Score.Interval(-d.interval().high(), -d.interval().low());
        return new MeasuredDifference(
                new PairedDifference(d.second(), d.first(), other, d.p(), d.speakers(), d.utterances()),
                seeds,
                bySeed.stream().map(points -> -points).toList(),
                folds);
    }
}
