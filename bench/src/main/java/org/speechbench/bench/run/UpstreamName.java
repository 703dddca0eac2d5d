package org.speechbench.bench.run;

/**
 * How rows name an upstream.
 *
 * @param label the user's
 * @param init {@code pretrained}, {@code random}, {@code checkpoint} or {@code none}
 * @param digest of weights and configuration; empty if it could not be opened
 * @param precision as in results
 * @param usesLabels whether the weights have seen transcripts or phones in pre-training; false if they could not be opened
 */
record UpstreamName(
        String label, String provider, String size, String init, String digest, String precision, boolean usesLabels) {}
