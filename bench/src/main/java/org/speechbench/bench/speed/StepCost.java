package org.speechbench.bench.speed;

import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;

/**
 * What follows from the speed of a training step, round by round.
 *
 * @param speeds audio-seconds a second
 * @param gigaFlops arithmetic of a step for one audio-second; 0 if it is not known
 * @param published audio-seconds of the published pre-training; 0 where there is none
 */
record StepCost(Rounds speeds, double gigaFlops, double published) {
    private static final double MILLION = 1e6;
    private static final double SECONDS_AN_HOUR = 3600;

    /** As far as it is known. */
    Map<Metric, Rounds> figures() {
        Map<Metric, Rounds> figures = new LinkedHashMap<>();
        if (gigaFlops > 0) {
            figures.put(Metrics.TERAFLOPS, speeds.times(gigaFlops / 1000));
        }
        figures.put(Metrics.HOURS_PER_MILLION, hours(MILLION));
        if (published > 0) {
            figures.put(Metrics.PUBLISHED_SCHEDULE, hours(published));
        }
        return figures;
    }

    private Rounds hours(double audioSeconds) {
        return speeds.dividing(audioSeconds / SECONDS_AN_HOUR);
    }
}
