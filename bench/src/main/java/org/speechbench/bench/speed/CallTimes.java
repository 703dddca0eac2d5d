package org.speechbench.bench.speed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;

/**
 * Times of single calls, pooled over rounds. A percentile is given only if at least three calls lie beyond it, since it
 * would otherwise be hardly more than the maximum.
 *
 * @param counts the number of calls by the seconds that they took
 */
public record CallTimes(SortedMap<Double, Long> counts) {
    /** Where single calls were not timed. */
    static final CallTimes NONE = new CallTimes(new TreeMap<>());

    private static final int BEYOND = 3;

    public CallTimes {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    CallTimes plus(CallTimes other) {
        SortedMap<Double, Long> all = new TreeMap<>(counts);
        other.counts.forEach((seconds, calls) -> all.merge(seconds, calls, Long::sum));
        return new CallTimes(all);
    }

    long calls() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The median, and the 95th and 99th percentile from 60 and 300 calls; empty if no calls are known. */
    Map<Metric, Double> percentiles() {
        Map<Metric, Double> known = new LinkedHashMap<>();
        if (calls() > 0) {
            known.put(Metrics.MEDIAN, at(50));
        }
        add(known, Metrics.PERCENTILE_95, 95);
        add(known, Metrics.PERCENTILE_99, 99);
        return known;
    }

    private void add(Map<Metric, Double> known, Metric metric, int percent) {
        if (calls() * (100 - percent) >= 100 * BEYOND) {
            known.put(metric, at(percent));
        }
    }

    /** The least time that at least this share of all calls do not exceed. */
    private double at(int percent) {
        long calls = 0;
        for (Map.Entry<Double, Long> entry : counts.entrySet()) {
            calls += entry.getValue();
            if (100 * calls >= calls() * percent) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("no calls");
    }
}
