package org.speechbench.upstream.waveform;

import java.util.List;
import org.speechbench.upstream.model.Convolution;

/**
 * Dimensions of the front end, convolutions over the samples.
 *
 * @param each of the convolutions
 * @param layerNorm layer norm after every convolution (Large) instead of one group norm after the first (Base)
 * @param bias whether the convolutions have a bias
 * @param waves the normalisation of the samples
 */
public record ConvolutionConfig(List<Convolution> each, boolean layerNorm, boolean bias, WaveNormalization waves) {
    public ConvolutionConfig {
        each = List.copyOf(each);
    }

    /** The convolutions of wav2vec 2.0 and HuBERT. */
    public ConvolutionConfig(int channels, boolean layerNorm, boolean bias, WaveNormalization waves) {
        this(Convolution.wav2vec2(channels), layerNorm, bias, waves);
    }

    /** Base as published: group norm, no bias, samples as they are. */
    public static ConvolutionConfig groupNorm(int channels) {
        return new ConvolutionConfig(channels, false, false, WaveNormalization.NONE);
    }

    /** Large as published: layer norms, samples normalised as by fairseq. */
    public static ConvolutionConfig layerNorm(int channels, boolean bias) {
        return new ConvolutionConfig(channels, true, bias, WaveNormalization.FAIRSEQ);
    }

    /** Channels of the widest convolution. */
    public int channels() {
        return each.stream().mapToInt(Convolution::channels).max().orElseThrow();
    }

    /** The same convolutions with other channels in the same proportion, the widest having these. */
    ConvolutionConfig withChannels(int widest) {
        double scale = widest / (double) channels();
        List<Convolution> scaled = each.stream()
                .map(c -> new Convolution((int) Math.max(1, Math.round(c.channels() * scale)), c.kernel(), c.stride()))
                .toList();
        return new ConvolutionConfig(scaled, layerNorm, bias, waves);
    }

    ConvolutionConfig with(WaveNormalization other) {
        return new ConvolutionConfig(each, layerNorm, bias, other);
    }

    ConvolutionConfig withBias(boolean other) {
        return new ConvolutionConfig(each, layerNorm, other, waves);
    }

    /** Whether both differ in nothing but biases and the normalisation of the samples. */
    boolean hasShapeOf(ConvolutionConfig other) {
        return each.equals(other.each) && layerNorm == other.layerNorm;
    }
}
