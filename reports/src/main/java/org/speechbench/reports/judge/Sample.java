package org.speechbench.reports.judge;

import org.speechbench.core.statistics.Estimate;
import org.speechbench.core.statistics.Mean;

/**
 * The scores of one upstream.
 *
 * @param scores the scores by training, whose mean is the score of the upstream
 * @param drawn whether another training would give another score; false for signal processing, of which there is only one
 */
public record Sample(Mean scores, boolean drawn) {
    /** The number of trainings. */
    int trainings() {
        return scores.parts().size();
    }

    /** The variance of the mean over trainings. */
    double variance() {
        return drawn ? Math.pow(Estimate.mean(scores.values(), "trainings").error(), 2) : 0;
    }
}
