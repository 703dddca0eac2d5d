package org.speechbench.bench.speed;

import java.util.EnumMap;
import java.util.Map;
import org.speechbench.core.result.SpeedMetric;

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
    Map<SpeedMetric, Rounds> figures() {
        Map<SpeedMetric, Rounds> figures = new EnumMap<>(SpeedMetric.class);
        if (gigaFlops > 0) {
            figures.put(SpeedMetric.TERAFLOPS, speeds.times(gigaFlops / 1000));
        }
        figures.put(SpeedMetric.DEVICE_HOURS, hours(MILLION));
        if (published > 0) {
            figures.put(SpeedMetric.SCHEDULE, hours(published));
        }
        return figures;
    }

    private Rounds hours(double audioSeconds) {
        return speeds.dividing(audioSeconds / SECONDS_AN_HOUR);
    }
}
