package org.speechbench.tasks.metric;

import org.speechbench.core.result.Score.Interval;

/**
 * The difference of two systems on the same utterances.
 *
 * @param first the rate of the first system in per cent, seeds pooled
 * @param second the same for the second system
 * @param interval the 95 % interval of the difference in points, by Student's t with the standard error of the draws;
 *     unbounded for one speaker
 * @param p the two-sided p-value under the hypothesis that the systems do not differ; in (0, 1]
 * @param speakers the number of speakers that were drawn from
 * @param utterances the number of utterances of all speakers
 */
public record PairedDifference(double first, double second, Interval interval, double p, int speakers, int utterances) {

    /** First minus second, in points. */
    public double difference() {
        return first - second;
    }

    /** Whether there are too few speakers for interval and p to say anything about others. */
    public boolean tooFewSpeakers() {
        return speakers < PairedBootstrap.FEWEST_SPEAKERS;
    }
}
