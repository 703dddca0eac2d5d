package org.speechbench.datasets.audio;

/**
 * Band-limited change of the sample rate by a rational factor: a Kaiser-windowed sinc evaluated once for each phase (J.
 * O. Smith, Digital Audio Resampling, 2002). If the common divisor of two rates is so small that there would be too
 * many phases, phases are interpolated, as Smith does, so that memory does not depend on the rates. Passband to 90 % of
 * the lower Nyquist frequency within 0.01 dB; images and aliases at least 95 dB down. Zero phase: output sample i is
 * the input at time i / outputRate. Immutable.
 */
final class Resampler {
    /** Zero crossings of the sinc on either side. */
    private static final int ZERO_CROSSINGS = 64;
    /** The middle of the transition band, which ends at the lower Nyquist frequency. */
    private static final double ROLLOFF = 0.95;
    /** For 100 dB of attenuation, Kaiser's formula 0.1102 (A - 8.7). */
    private static final double BETA = 0.1102 * (100 - 8.7);
    /** The most taps of all phases together; if there would be more, phases are interpolated. */
    private static final int MAX_TAPS = 1 << 18;
    /** Interpolated points between two zero crossings, for an error of 0.41 / n^2, 128 dB down. */
    private static final int POINTS = 1024;

    private final int up;
    private final int down;
    private final int reach;
    /** Taps for equal fractions of a sample; one more than there are fractions if phases are interpolated. */
    private final float[][] phases;

    private final int steps;

    /**
     * @param inputRate in Hz
     * @param outputRate in Hz
     */
    Resampler(int inputRate, int outputRate) {
        int divisor = gcd(inputRate, outputRate);
        this.up = outputRate / divisor;
        this.down = inputRate / divisor;
        double cutoff = ROLLOFF * Math.min(1.0, (double) outputRate / inputRate);
        this.reach = (int) Math.ceil(ZERO_CROSSINGS / cutoff);
        boolean exact = 2L * reach * up <= MAX_TAPS;
        this.steps = exact ? up : (int) Math.ceil(POINTS * cutoff);
        this.phases = new float[exact ? up : steps + 1][];
        for (int phase = 0; phase < phases.length; phase++) {
            phases[phase] = taps((double) phase / steps, cutoff);
        }
    }

    /** Resamples shape (N) to (ceil(N outputRate / inputRate)); the input is taken as silent outside its range. */
    float[] resample(float[] in) {
        long length = ((long) in.length * up + down - 1) / down;
        float[] out = new float[Math.toIntExact(length)];
        for (int i = 0; i < out.length; i++) {
            long time = (long) i * down;
            int first = (int) (time / up) - reach + 1;
            out[i] = (float) at(time % up, in, first);
        }
        return out;
    }

    /** The input at a fraction {@code phase / up} after the middle of the taps, which begin at sample {@code first}. */
    private double at(long phase, float[] in, int first) {
        if (steps == up) {
            return product(phases[(int) phase], in, first);
        }
        double step = (double) phase * steps / up;
        int lower = (int) step;
        double share = step - lower;
        return (1 - share) * product(phases[lower], in, first) + share * product(phases[lower + 1], in, first);
    }

    private static double product(float[] taps, float[] in, int first) {
        int from = Math.max(0, -first);
        int to = Math.min(taps.length, in.length - first);
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += (double) taps[k] * in[first + k];
        }
        return sum;
    }

    /**
     * Weights of the input samples around a time that is a fraction of a sample after one of them; they add up to one.
     */
    private float[] taps(double fraction, double cutoff) {
        double[] taps = new double[2 * reach];
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
            double distance = k - reach + 1 - fraction;
            taps[k] = cutoff * sinc(cutoff * distance) * kaiser(distance / reach);
            sum += taps[k];
        }
        float[] scaled = new float[taps.length];
        for (int k = 0; k < taps.length; k++) {
            scaled[k] = (float) (taps[k] / sum);
        }
        return scaled;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel0(BETA * Math.sqrt(1 - x * x)) / bessel0(BETA);
    }

    /** Modified Bessel function of the first kind and order zero, by its power series. */
    private static double bessel0(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
