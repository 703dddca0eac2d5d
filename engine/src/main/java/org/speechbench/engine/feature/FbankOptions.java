package org.speechbench.engine.feature;

/**
 * The options in which the uses of Kaldi's filter banks differ; everything else is Kaldi's default: 25 ms windows every
 * 10 ms, edges snipped, no dither, the mean of each window removed, pre-emphasis 0.97, power spectrum of 512 points,
 * triangles from 20 Hz to 8 kHz on the mel scale, natural logarithm, no energy.
 *
 * @param bins number of triangles
 * @param window tapering of each frame
 * @param sixteenBit whether samples are first scaled from [-1, 1] to the range of 16-bit integers, as in Kaldi's own
 *     tools
 */
public record FbankOptions(int bins, Taper window, boolean sixteenBit) {
    /** SUPERB's baseline: 80 bins of samples in [-1, 1]. */
    public static final FbankOptions SUPERB = new FbankOptions(80, Taper.POVEY, false);

    /** Fast-HuBERT's input: 80 bins of 16-bit samples (arXiv 2309.13860, released code). */
    public static final FbankOptions FAST_HUBERT = new FbankOptions(80, Taper.POVEY, true);

    /** The filter banks of Kaldi's MFCC. */
    static final FbankOptions MFCC = new FbankOptions(23, Taper.POVEY, false);

    private static final int MOST_BINS = 128;

    public FbankOptions {
        if (bins < 1 || bins > MOST_BINS) {
            throw new IllegalArgumentException("1 to " + MOST_BINS + " mel bins, not " + bins);
        }
    }

    /** Window functions. */
    public enum Taper {
        /** A Hann window to the power 0.85. */
        POVEY,
        HAMMING;

        double at(int i, int n) {
            double cosine = Math.cos(2 * Math.PI * i / (n - 1));
            return switch (this) {
                case POVEY -> Math.pow(0.5 - 0.5 * cosine, 0.85);
                case HAMMING -> 0.54 - 0.46 * cosine;
            };
        }
    }
}
