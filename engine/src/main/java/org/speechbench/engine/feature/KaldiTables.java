package org.speechbench.engine.feature;

import org.speechbench.datasets.audio.Waveform;

/** The constant arrays of Kaldi's features, row-major. */
final class KaldiTables {
    static final int WINDOW = 400;
    /** Number of values of a spectrum of 512 points: 0 Hz to Nyquist. */
    static final int SPECTRUM = 257;

    static final int CEPSTRA = 13;

    private static final double LOW_HERTZ = 20;
    private static final double LIFTER = 22;
    private static final float SIXTEEN_BIT = 32_768;

    private KaldiTables() {}

    /**
     * The window, shape (400). It includes the scale of the samples, because everything before the spectrum is linear.
     */
    static float[] window(FbankOptions options) {
        float[] w = new float[WINDOW];
        float scale = options.sixteenBit() ? SIXTEEN_BIT : 1;
        for (int i = 0; i < WINDOW; i++) {
            w[i] = scale * (float) options.window().at(i, WINDOW);
        }
        return w;
    }

    /** Triangular filters, shape (257, bins); the Nyquist frequency's row is 0. */
    static float[] mel(int bins) {
        double nyquist = Waveform.SAMPLE_RATE / 2.0;
        double low = mel(LOW_HERTZ);
        double step = (mel(nyquist) - low) / (bins + 1);
        float[] filters = new float[SPECTRUM * bins];
        for (int k = 0; k < SPECTRUM - 1; k++) {
            double at = (mel(k * nyquist / (SPECTRUM - 1)) - low) / step;
            for (int b = 0; b < bins; b++) {
                filters[k * bins + b] = (float) Math.max(0, Math.min(at - b, b + 2 - at));
            }
        }
        return filters;
    }

    /** Orthonormal cosine transform with the cepstral lifter, shape (bins, 13). */
    static float[] cosines(int bins) {
        float[] dct = new float[bins * CEPSTRA];
        for (int b = 0; b < bins; b++) {
            for (int c = 0; c < CEPSTRA; c++) {
                double norm = Math.sqrt((c == 0 ? 1.0 : 2.0) / bins);
                double lift = 1 + 0.5 * LIFTER * Math.sin(Math.PI * c / LIFTER);
                dct[b * CEPSTRA + c] = (float) (lift * norm * Math.cos(Math.PI / bins * (b + 0.5) * c));
            }
        }
        return dct;
    }

    private static double mel(double hertz) {
        return 1127 * Math.log1p(hertz / 700);
    }
}
