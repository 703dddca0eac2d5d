package org.speechbench.bench.jmh;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rounds of one row gave.
 *
 * @param speeds audio-seconds a second, one a round
 * @param peakGigabytes the most memory of any round; null where it is not known
 */
public record Measured(List<Double> speeds, @Nullable Double peakGigabytes) {
    public Measured {
        speeds = List.copyOf(speeds);
    }

    /** One more round. */
    Measured plus(Measured other) {
        List<Double> all = new ArrayList<>(speeds);
        all.addAll(other.speeds);
        Double peak = peakGigabytes == null
                ? other.peakGigabytes
                : other.peakGigabytes == null
                        ? peakGigabytes
                        : Double.valueOf(Math.max(peakGigabytes, other.peakGigabytes));
        return new Measured(all, peak);
    }
}
