package org.speechbench.downstream.train;

import java.util.SplittableRandom;

/** Randomness that is drawn, not stored: a generator for each purpose and step, from the seed alone. */
final class Draw {
    private Draw() {}

    static SplittableRandom random(long seed, String purpose, long step) {
        return new SplittableRandom(seed(seed, purpose, step));
    }

    static long seed(long seed, String purpose, long step) {
        long h = mix(seed);
        for (int i = 0; i < purpose.length(); i++) {
            h = mix(h ^ purpose.charAt(i));
        }
        return mix(h ^ step);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) after one increment. */
    private static long mix(long x) {
        long z = x + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
