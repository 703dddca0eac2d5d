package org.speechbench.upstream.model;

/**
 * Dimensions of the encoder of HuBERT and related models (arXiv 2106.07447, section II).
 *
 * @param layers number of Transformer layers
 * @param size D
 * @param heads attention heads; divides D
 * @param feedForward inner size of the feed-forward blocks
 * @param positionalKernel of the positional convolution
 * @param positionalGroups of the positional convolution
 * @param preNorm layer norm before each block and once at the end (Large) instead of after each block (Base)
 */
public record TransformerConfig(
        int layers, int size, int heads, int feedForward, int positionalKernel, int positionalGroups, boolean preNorm) {
    /** The same dimensions with other attention heads and another place of the layer norms. */
    public TransformerConfig with(int otherHeads, boolean norms) {
        return new TransformerConfig(layers, size, otherHeads, feedForward, positionalKernel, positionalGroups, norms);
    }

    /** The encoder with these dimensions and plain attention. */
    public TransformerEncoder encoder() {
        return encoder(new SelfAttention(size, heads));
    }

    /** The encoder with these dimensions and the given attention. */
    public TransformerEncoder encoder(Attention attention) {
        return encoder(attention, new ConvolutionalPositions(size, positionalKernel, positionalGroups));
    }

    /**
     * The encoder with these dimensions and the given blocks.
     *
     * @param positions a block with the methods of {@link ConvolutionalPositions}
     */
    public TransformerEncoder encoder(Attention attention, Block positions) {
        TransformerLayer layer = new TransformerLayer(size, attention, new FeedForward(size, feedForward), preNorm);
        return new TransformerEncoder(layers, layer, positions, preNorm);
    }
}
