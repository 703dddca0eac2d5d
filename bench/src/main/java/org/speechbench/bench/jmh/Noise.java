package org.speechbench.bench.jmh;

import java.util.SplittableRandom;

/** Random input of benchmarks that do not need speech. */
final class Noise {
    private Noise() {}

    /** Draws from a normal distribution. */
    static float[] of(int values, SplittableRandom random) {
        float[] noise = new float[values];
        for (int i = 0; i < values; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }
}
