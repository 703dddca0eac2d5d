package org.speechbench.datasets.audio;

/**
 * Decoded speech, always mono at {@value #SAMPLE_RATE} Hz, samples in [-1, 1]. The array is not copied, and callers
 * must not write to it. Two waveforms are equal if they have the same array.
 *
 * @param samples shape (N), N at least 1
 */
public record Waveform(float[] samples) {
    /** The only sample rate inside speechbench, in Hz. */
    public static final int SAMPLE_RATE = 16_000;

    public Waveform {
        if (samples.length == 0) {
            throw new IllegalArgumentException("a waveform has at least one sample");
        }
    }

    public int length() {
        return samples.length;
    }

    public double seconds() {
        return samples.length / (double) SAMPLE_RATE;
    }
}
