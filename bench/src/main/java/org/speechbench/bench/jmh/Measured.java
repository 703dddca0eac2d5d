package org.speechbench.bench.jmh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rounds of one row gave.
 *
 * @param speeds audio-seconds a second, one a round
 * @param peakGigabytes the most memory of any round; null where it is not known
 * @param parts seconds of a step by part, one a round; empty where only whole steps were timed
 */
public record Measured(List<Double> speeds, @Nullable Double peakGigabytes, Map<String, List<Double>> parts) {
    public Measured {
        speeds = List.copyOf(speeds);
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Whole steps only. */
    Measured(List<Double> speeds, @Nullable Double peakGigabytes) {
        this(speeds, peakGigabytes, Map.of());
    }

    /** One more round. */
    Measured plus(Measured other) {
        Map<String, List<Double>> sums = new LinkedHashMap<>();
        parts.forEach((part, seconds) -> sums.put(part, joined(seconds, other.parts.getOrDefault(part, List.of()))));
        Double peak = peakGigabytes == null
                ? other.peakGigabytes
                : other.peakGigabytes == null
                        ? peakGigabytes
                        : Double.valueOf(Math.max(peakGigabytes, other.peakGigabytes));
        return new Measured(joined(speeds, other.speeds), peak, sums);
    }

    private static List<Double> joined(List<Double> one, List<Double> other) {
        List<Double> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
