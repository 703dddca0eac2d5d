package org.speechbench.upstream;

import org.speechbench.core.UserError;

/**
 * The description of an upstream.
 *
 * @param name of the provider
 * @param size one of the provider's, or that of the checkpoint; empty for a provider without sizes
 * @param paper where it was published
 * @param layers number of hidden states that encode returns (13 for a base Transformer: its input and 12 layers)
 * @param hiddenSize D of the hidden states
 * @param frameStride samples at 16 kHz between two frames, for example 320 for 50 Hz
 * @param cost of the model
 * @param checkpoint what is known about its weights
 */
public record UpstreamCard(
        String name,
        String size,
        String paper,
        int layers,
        int hiddenSize,
        int frameStride,
        ModelCost cost,
        CheckpointFacts checkpoint) {
    /** The card of signal processing, which has neither sizes nor weights, and one hidden state. */
    public static UpstreamCard ofFeatures(String name, String paper, int hiddenSize, int frameStride) {
        return new UpstreamCard(name, "", paper, 1, hiddenSize, frameStride, ModelCost.NONE, CheckpointFacts.NONE);
    }

    /** The same card with what is known about its weights. */
    public UpstreamCard with(CheckpointFacts known) {
        return new UpstreamCard(name, size, paper, layers, hiddenSize, frameStride, cost, known);
    }

    /**
     * Refuses a layer that does not exist.
     *
     * @param cure what to do about it
     * @throws UserError if there is no such layer
     */
    public void requireLayer(int layer, String cure) {
        if (layer < 0 || layer >= layers) {
            throw new UserError(name + " has layers 0 to " + (layers - 1) + ", not " + layer + ".", cure);
        }
    }

    /** Frames per second. */
    public double frameRate() {
        return 16_000.0 / frameStride;
    }
}
