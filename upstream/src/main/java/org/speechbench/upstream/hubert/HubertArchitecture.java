package org.speechbench.upstream.hubert;

import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.upstream.model.Architecture;
import org.speechbench.upstream.model.Block;
import org.speechbench.upstream.model.Encoder;
import org.speechbench.upstream.model.MaskPlacement;
import org.speechbench.upstream.model.PredictionHead;
import org.speechbench.upstream.model.PredictionSettings;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.model.WaveformFrontEnd;
import org.speechbench.upstream.portable.StatedSettings;

/**
 * The parts specific to HuBERT: seven convolutions over the waveform and cosine logits against label embeddings (Hsu et
 * al., arXiv 2106.07447, section II).
 *
 * @param channels of every convolution
 * @param finalSize of the space where logits are cosines
 * @param layerNorm layer norm after every convolution (Large) instead of one group norm after the first convolution
 *     (Base)
 * @param convBias whether the convolutions followed by layer norms have a bias: they do not in Large as published by
 *     fairseq and torchaudio, but they do in Hugging Face's conversion
 * @param waves the normalisation of the samples
 * @param variant the differences from the published model
 */
record HubertArchitecture(
        String size,
        TransformerConfig transformer,
        int channels,
        int finalSize,
        boolean layerNorm,
        boolean convBias,
        WaveNormalization waves,
        HubertVariant variant)
        implements Architecture {
    /** The published architecture. */
    HubertArchitecture(
            String size,
            TransformerConfig transformer,
            int channels,
            int finalSize,
            boolean layerNorm,
            WaveNormalization waves) {
        this(size, transformer, channels, finalSize, layerNorm, false, waves, HubertVariant.PUBLISHED);
    }

    /** The same network with another normalisation of the samples. */
    HubertArchitecture with(WaveNormalization other) {
        return new HubertArchitecture(size, transformer, channels, finalSize, layerNorm, convBias, other, variant);
    }

    /**
     * The same network with or without a bias in its convolutions; convolutions followed by a group norm never have
     * one.
     */
    HubertArchitecture withConvBias(boolean bias) {
        return new HubertArchitecture(
                size, transformer, channels, finalSize, layerNorm, bias && layerNorm, waves, variant);
    }

    /** The properties that a user may state about a checkpoint. */
    StatedSettings stated() {
        return new StatedSettings(transformer.heads(), transformer.preNorm(), waves != WaveNormalization.NONE);
    }

    /** @throws UserError if the variant does not apply to this network */
    HubertArchitecture with(HubertVariant other) {
        if (other.paddedStatistics() && layerNorm) {
            throw new UserError(
                    "hubert " + size + " has no group norm whose statistics 'padding: published' would change.",
                    "Leave padding out; it is exact.");
        }
        return new HubertArchitecture(size, transformer, channels, finalSize, layerNorm, convBias, waves, other);
    }

    @Override
    public String provider() {
        return HubertProvider.NAME;
    }

    @Override
    public String paper() {
        return "Hsu et al., HuBERT, 2021 (arXiv 2106.07447)";
    }

    @Override
    public WaveformFrontEnd front() {
        return new WaveformFrontEnd(channels, layerNorm, convBias, waves.epsilon(), variant.paddedStatistics());
    }

    @Override
    public Encoder encoder() {
        return transformer.encoder();
    }

    @Override
    public List<Integer> predictLayers() {
        return PredictionSettings.layers(transformer.layers(), variant.intermediate());
    }

    @Override
    public PredictionHead predictionHead() {
        return PredictionSettings.head(variant.head(), finalSize);
    }

    @Override
    public MaskPlacement maskedFrames() {
        return variant.maskedFrames();
    }

    @Override
    public List<Block> decoder() {
        return maskedFrames().decoder(transformer);
    }

    /** The names of the single cosine head of the published model do not contain a layer. */
    @Override
    public String headPrefix(int layer) {
        boolean published = variant.head().equals(HubertVariant.PUBLISHED.head()) && !variant.intermediate();
        return published ? "" : Architecture.super.headPrefix(layer);
    }

    @Override
    public Map<String, String> settings() {
        return HubertSizes.settings(this);
    }
}
