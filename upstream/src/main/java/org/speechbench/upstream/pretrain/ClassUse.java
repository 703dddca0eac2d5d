package org.speechbench.upstream.pretrain;

/**
 * How many of the classes a model predicts: a collapsed model predicts only a few, whatever its input.
 *
 * @param share of the classes that are predicted at all, 0 to 1; NaN without predictions
 * @param perplexity exponential of the entropy of the predictions; NaN without predictions
 */
record ClassUse(double share, double perplexity) {
    /** @param counts predictions of each class */
    static ClassUse of(double[] counts) {
        double all = 0;
        int used = 0;
        for (double n : counts) {
            all += n;
            used += n > 0 ? 1 : 0;
        }
        if (!(all > 0)) {
            return new ClassUse(Double.NaN, Double.NaN);
        }
        double entropy = 0;
        for (double n : counts) {
            double p = n / all;
            entropy -= p > 0 ? p * Math.log(p) : 0;
        }
        return new ClassUse((double) used / counts.length, Math.exp(entropy));
    }
}
