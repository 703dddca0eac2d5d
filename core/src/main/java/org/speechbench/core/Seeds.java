package org.speechbench.core;

import java.util.SplittableRandom;

/**
 * Random numbers that are computed, not stored. Every purpose, step and item has its own generator, so that a run that
 * resumes at a step draws the same numbers as one that was never interrupted.
 *
 * @param seed the seed of the run
 */
public record Seeds(long seed) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** A number that depends on all of its arguments. */
    public long of(String purpose, long step, long item) {
        long h = mix(seed + GOLDEN);
        for (int i = 0; i < purpose.length(); i++) {
            h = mix(h ^ (purpose.charAt(i) * GOLDEN));
        }
        return mix(mix(h ^ (step * GOLDEN)) ^ (item + 1) * GOLDEN);
    }

    public SplittableRandom random(String purpose, long step, long item) {
        return new SplittableRandom(of(purpose, step, item));
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
