package org.speechbench.upstream.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Multiply-accumulates of the forward pass for one second of audio. Norms and non-linear functions, which cost little,
 * are not counted.
 *
 * @param parts by part of a network, in the order of the signal
 */
public record Cost(Map<String, Double> parts) {
    public static final String FRONT_END = "front_end";
    public static final String PROJECTION = "projection";
    public static final String POSITIONS = "positions";
    public static final String ATTENTION = "attention";
    public static final String FEED_FORWARD = "feed_forward";
    public static final String HEAD = "head";

    /** The cost of a block without matrix products. */
    public static final Cost NONE = new Cost(Map.of());

    public Cost {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    public static Cost of(String part, double multiplyAccumulates) {
        return new Cost(Map.of(part, multiplyAccumulates));
    }

    /** The sum of both costs. */
    public Cost plus(Cost other) {
        Map<String, Double> sum = new LinkedHashMap<>(parts);
        other.parts.forEach((part, cost) -> sum.merge(part, cost, Double::sum));
        return new Cost(sum);
    }

    /** This cost n times. */
    public Cost times(double n) {
        Map<String, Double> all = new LinkedHashMap<>(parts);
        all.replaceAll((part, cost) -> n * cost);
        return new Cost(all);
    }

    /** The cost of all parts together. */
    public double total() {
        return parts.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
