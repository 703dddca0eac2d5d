package org.speechbench.upstream.pretrain;

import java.util.EnumMap;
import java.util.Map;

/**
 * Where the time of losses and gradients went.
 *
 * @param forward seconds by module
 * @param backward seconds by module
 */
public record ModuleTimes(Map<Module, Double> forward, Map<Module, Double> backward) {
    /** Parts of a masked prediction model in the order of the signal. */
    public enum Module {
        /** Convolutions over samples or log-mel frames. */
        FRONT_END,
        /** Layer norm and projection of the front end's output, and the mask embedding. */
        PROJECTION,
        /** Positional convolution and the norm after it. */
        POSITIONS,
        /** Self-attention of all layers, with its projections, dropout, residual and norm. */
        ATTENTION,
        /** Feed-forward of all layers, likewise. */
        FEED_FORWARD,
        /** Logits and losses. */
        HEAD
    }

    private static final int ONCE = 9;
    private static final int PER_LAYER = 4;

    public ModuleTimes {
        forward = Map.copyOf(forward);
        backward = Map.copyOf(backward);
    }

    /**
     * Differences of readings.
     *
     * @param nanoseconds read before and after the front end, projection, positions, attention and feed-forward of each
     *     layer, and head, then after each of them backward
     */
    public static ModuleTimes of(long[] nanoseconds, int layers) {
        if (nanoseconds.length != ONCE + PER_LAYER * layers) {
            throw new IllegalArgumentException(nanoseconds.length + " readings for " + layers + " layers");
        }
        Walk walk = new Walk(nanoseconds);
        Map<Module, Double> forward = new EnumMap<>(Module.class);
        walk.next(forward, Module.FRONT_END, Module.PROJECTION, Module.POSITIONS);
        for (int l = 0; l < layers; l++) {
            walk.next(forward, Module.ATTENTION, Module.FEED_FORWARD);
        }
        walk.next(forward, Module.HEAD);
        Map<Module, Double> backward = new EnumMap<>(Module.class);
        walk.next(backward, Module.HEAD);
        for (int l = 0; l < layers; l++) {
            walk.next(backward, Module.FEED_FORWARD, Module.ATTENTION);
        }
        walk.next(backward, Module.POSITIONS, Module.PROJECTION, Module.FRONT_END);
        return new ModuleTimes(forward, backward);
    }

    /** All modules together, in seconds. */
    public double seconds() {
        return forward.values().stream().mapToDouble(Double::doubleValue).sum()
                + backward.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** One difference after the other. */
    private static final class Walk {
        private final long[] readings;
        private int at;

        Walk(long[] readings) {
            this.readings = readings;
        }

        void next(Map<Module, Double> times, Module... modules) {
            for (Module module : modules) {
                times.merge(module, (readings[at + 1] - readings[at]) / 1e9, Double::sum);
                at++;
            }
        }
    }
}
