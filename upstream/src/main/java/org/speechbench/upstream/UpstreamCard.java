package org.speechbench.upstream;

/**
 * What an upstream is.
 *
 * @param name of the provider
 * @param paper where it was published
 * @param layers number of hidden states that encode returns (13 for a base Transformer: its input and 12 layers)
 * @param hiddenSize D of the hidden states
 * @param frameStride samples at 16 kHz between two frames, for example 320 for 50 Hz
 * @param parameters of the backbone, 0 for signal processing
 * @param gigaFlopsPerSecond forward and backward of one training step, per second of audio; 0 if it has no training
 */
public record UpstreamCard(
        String name,
        String paper,
        int layers,
        int hiddenSize,
        int frameStride,
        long parameters,
        double gigaFlopsPerSecond) {
    /** Frames per second. */
    public double frameRate() {
        return 16_000.0 / frameStride;
    }
}
