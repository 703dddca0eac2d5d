package org.speechbench.upstream.waveform;

/**
 * Dimensions of the front end, seven convolutions over the samples.
 *
 * @param channels of every convolution
 * @param layerNorm layer norm after every convolution (Large) instead of one group norm after the first (Base)
 * @param bias whether the convolutions have a bias
 * @param waves the normalisation of the samples
 */
public record ConvolutionConfig(int channels, boolean layerNorm, boolean bias, WaveNormalization waves) {
    /** Base as published: group norm, no bias, samples as they are. */
    public static ConvolutionConfig groupNorm(int channels) {
        return new ConvolutionConfig(channels, false, false, WaveNormalization.NONE);
    }

    /** Large as published: layer norms, samples normalised as by fairseq. */
    public static ConvolutionConfig layerNorm(int channels, boolean bias) {
        return new ConvolutionConfig(channels, true, bias, WaveNormalization.FAIRSEQ);
    }

    ConvolutionConfig withChannels(int other) {
        return new ConvolutionConfig(other, layerNorm, bias, waves);
    }

    ConvolutionConfig with(WaveNormalization other) {
        return new ConvolutionConfig(channels, layerNorm, bias, other);
    }

    ConvolutionConfig withBias(boolean other) {
        return new ConvolutionConfig(channels, layerNorm, other, waves);
    }

    /** Whether both differ in nothing but biases and the normalisation of the samples. */
    boolean hasShapeOf(ConvolutionConfig other) {
        return channels == other.channels && layerNorm == other.layerNorm;
    }
}
