package org.speechbench.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
    /** Samples at either end that the silence outside reaches. */
    private static final int EDGE = 400;

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 15_999, 22_050, 24_000, 32_000, 44_100, 44_101, 48_000, 96_000, 383_999})
    void tones_below_90_percent_of_the_band_keep_time_amplitude_and_phase(int rate) {
        double nyquist = Math.min(rate, 16_000) / 2.0;
        for (double share : new double[] {0.02, 0.3, 0.6, 0.9}) {
            double frequency = share * nyquist;
            float[] out = new Resampler(rate, 16_000).resample(tone(frequency, rate, rate / 2));
            float[] wanted = tone(frequency, 16_000, out.length);
            assertThat(peakDifference(out, wanted)).as("%.0f Hz", frequency).isLessThan(decibels(-58));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "22050, 8000",
        "44100, 8001",
        "44100, 9000",
        "44100, 20000",
        "48000, 15900",
        "96000, 40000",
        "44101, 8001",
        "383999, 9000"
    })
    void tones_above_the_band_are_gone(int rate, double frequency) {
        float[] out = new Resampler(rate, 16_000).resample(tone(frequency, rate, rate / 2));
        assertThat(peakDifference(out, new float[out.length])).isLessThan(decibels(-90));
    }

    @Test
    void raising_the_rate_makes_no_images() {
        float[] out = new Resampler(8_000, 16_000).resample(tone(3_500, 8_000, 8_000));
        double image = correlation(out, 4_500);
        assertThat(image).isLessThan(decibels(-95));
        assertThat(correlation(out, 3_500)).isCloseTo(1, within(1e-3));
    }

    @Test
    void a_constant_stays_what_it_is() {
        float[] in = new float[11_025];
        java.util.Arrays.fill(in, 0.25f);
        float[] out = new Resampler(11_025, 16_000).resample(in);
        for (int i = EDGE; i < out.length - EDGE; i++) {
            assertThat(out[i]).isCloseTo(0.25f, within(1e-6f));
        }
    }

    @ParameterizedTest
    @CsvSource({"44100, 1, 1", "44100, 44100, 16000", "44100, 44101, 16001", "8000, 3, 6", "48000, 100, 34"})
    void the_length_is_the_duration_rounded_up(int rate, int in, int out) {
        assertThat(new Resampler(rate, 16_000).resample(new float[in])).hasSize(out);
    }

    private static float[] tone(double frequency, int rate, int length) {
        float[] tone = new float[length];
        for (int i = 0; i < length; i++) {
            tone[i] = (float) Math.cos(2 * Math.PI * frequency * i / rate);
        }
        return tone;
    }

    private static double peakDifference(float[] a, float[] b) {
        double peak = 0;
        for (int i = EDGE; i < a.length - EDGE; i++) {
            peak = Math.max(peak, Math.abs(a[i] - b[i]));
        }
        return peak;
    }

    /** Amplitude of a tone in 0.5 s without edges, Hann-weighted so that other tones do not leak in. */
    private static double correlation(float[] samples, double frequency) {
        int length = 8_000;
        double re = 0;
        double im = 0;
        for (int i = 0; i < length; i++) {
            double weight = 1 - Math.cos(2 * Math.PI * i / length);
            double angle = 2 * Math.PI * frequency * i / 16_000;
            re += weight * samples[4_000 + i] * Math.cos(angle);
            im += weight * samples[4_000 + i] * Math.sin(angle);
        }
        return 2 * Math.hypot(re, im) / length;
    }

    private static double decibels(double level) {
        return Math.pow(10, level / 20);
    }
}
