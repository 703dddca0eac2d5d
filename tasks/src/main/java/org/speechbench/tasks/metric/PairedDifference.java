package org.speechbench.tasks.metric;

import org.speechbench.core.result.Score.Interval;

/**
 * How two systems differ on the same utterances.
 *
 * @param first rate of the first system in per cent, seeds pooled
 * @param second likewise of the second system
 * @param interval 95 % interval of the difference in points, by Student's t with the standard error of the draws;
 *     unbounded for one speaker
 * @param p two-sided, of the hypothesis that the systems do not differ; in (0, 1]
 * @param speakers that were drawn from
 * @param utterances of all speakers
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
