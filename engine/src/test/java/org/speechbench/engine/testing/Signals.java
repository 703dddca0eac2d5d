package org.speechbench.engine.testing;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.speechbench.datasets.audio.Waveform;

/** Signals that are no speech but have pitch, changing level and noise. */
public final class Signals {
    private Signals() {}

    /** A signal of so many samples; equal seeds and lengths give equal signals. */
    public static Waveform of(long seed, int samples) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double pitch = 80 + 200 * random.nextDouble();
        double beat = 2 + 4 * random.nextDouble();
        float[] x = new float[samples];
        for (int i = 0; i < samples; i++) {
            double t = i / (double) Waveform.SAMPLE_RATE;
            double tone = 0;
            for (int h = 1; h <= 8; h++) {
                tone += Math.sin(2 * Math.PI * h * pitch * t) / h;
            }
            double level = 0.5 + 0.5 * Math.sin(2 * Math.PI * beat * t);
            x[i] = (float) (0.2 * level * tone + 0.02 * random.nextGaussian());
        }
        return new Waveform(x);
    }
}
