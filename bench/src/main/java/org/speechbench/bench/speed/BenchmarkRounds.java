package org.speechbench.bench.speed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.result.Metric;

/**
 * What rounds of one row gave.
 *
 * @param speeds audio-seconds a second, one a round; of a matrix product GFLOP/s
 * @param secondary other measurements, one a round; those that are not known are not there
 * @param parts seconds of a step by part, one a round; empty where only whole steps were timed
 * @param calls times of single calls of all rounds
 */
public record BenchmarkRounds(
        List<Double> speeds, Map<Metric, List<Double>> secondary, Map<String, List<Double>> parts, CallTimes calls) {
    public BenchmarkRounds {
        speeds = List.copyOf(speeds);
        secondary = Collections.unmodifiableMap(new LinkedHashMap<>(secondary));
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Speeds only. */
    public static BenchmarkRounds ofSpeeds(List<Double> speeds) {
        return new BenchmarkRounds(speeds, Map.of(), Map.of(), CallTimes.NONE);
    }

    /** One more round. */
    BenchmarkRounds plus(BenchmarkRounds other) {
        return new BenchmarkRounds(
                joined(speeds, other.speeds),
                joined(secondary, other.secondary),
                joined(parts, other.parts),
                calls.plus(other.calls));
    }

    private static <K> Map<K, List<Double>> joined(Map<K, List<Double>> one, Map<K, List<Double>> other) {
        Map<K, List<Double>> all = new LinkedHashMap<>();
        one.forEach((key, values) -> all.put(key, joined(values, other.getOrDefault(key, List.of()))));
        return all;
    }

    private static List<Double> joined(List<Double> one, List<Double> other) {
        List<Double> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
