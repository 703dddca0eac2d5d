package org.speechbench.bench.jmh;

import java.util.SplittableRandom;

/** What benchmarks compute on where it need not be speech. */
final class Noise {
    private Noise() {}

    /** Draws of a normal distribution. */
    static float[] of(int values, SplittableRandom random) {
        float[] noise = new float[values];
        for (int i = 0; i < values; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }
}
