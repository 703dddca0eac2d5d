package org.speechbench.upstream.waveform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.model.Architecture;
import org.speechbench.upstream.model.Block;
import org.speechbench.upstream.model.Encoder;
import org.speechbench.upstream.model.MaskPlacement;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.PredictionHead;
import org.speechbench.upstream.model.PredictionSettings;
import org.speechbench.upstream.model.StatePredictor;
import org.speechbench.upstream.model.Subnetworks;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.model.WaveformFrontEnd;
import org.speechbench.upstream.portable.StatedSettings;

/**
 * A network of one of the families: seven convolutions over the waveform, a Transformer with the blocks of the family,
 * and, if it is pre-trained here, cosine logits against label embeddings (HuBERT, arXiv 2106.07447, section II).
 *
 * @param finalSize of the space where logits are cosines
 * @param predictor heads that predict states of another model; empty if the checkpoint has none
 * @param variant the differences from the published model
 */
public record WaveformNetwork(
        WaveformFamily family,
        String size,
        TransformerConfig transformer,
        ConvolutionConfig convolutions,
        EncoderBlocks blocks,
        int finalSize,
        Optional<StatePredictor> predictor,
        WaveformVariant variant)
        implements Architecture {
    /** The published network with HuBERT's blocks. */
    public WaveformNetwork(
            WaveformFamily family,
            String size,
            TransformerConfig transformer,
            ConvolutionConfig convolutions,
            int finalSize) {
        this(
                family,
                size,
                transformer,
                convolutions,
                new PlainBlocks(),
                finalSize,
                Optional.empty(),
                WaveformVariant.PUBLISHED);
    }

    /** The same network with other blocks. */
    public WaveformNetwork with(EncoderBlocks others) {
        return new WaveformNetwork(family, size, transformer, convolutions, others, finalSize, predictor, variant);
    }

    /** The same network with an encoder of other dimensions. */
    public WaveformNetwork with(TransformerConfig other) {
        return new WaveformNetwork(family, size, other, convolutions, blocks, finalSize, predictor, variant);
    }

    /** The same network with another normalisation of the samples. */
    public WaveformNetwork with(WaveNormalization other) {
        return with(convolutions.with(other));
    }

    /** The same network with or without a bias in its convolutions. */
    public WaveformNetwork withConvBias(boolean bias) {
        return with(convolutions.withBias(bias));
    }

    /** The same network with heads that predict states of another model, or without them. */
    public WaveformNetwork with(Optional<StatePredictor> heads) {
        return new WaveformNetwork(family, size, transformer, convolutions, blocks, finalSize, heads, variant);
    }

    /** The same network with an encoder of other dimensions and other channels of its convolutions. */
    WaveformNetwork with(TransformerConfig other, int channels) {
        return new WaveformNetwork(
                family,
                size,
                other,
                convolutions.withChannels(channels),
                blocks,
                finalSize,
                family.resized(other, predictor),
                variant);
    }

    private WaveformNetwork with(ConvolutionConfig others) {
        return new WaveformNetwork(family, size, transformer, others, blocks, finalSize, predictor, variant);
    }

    /** @throws UserError if the variant does not apply to this network */
    public WaveformNetwork with(WaveformVariant other) {
        if (other.paddedStatistics() && convolutions.layerNorm()) {
            throw new UserError(
                    provider() + " " + size + " has no group norm whose statistics 'padding: published' would change.",
                    "Leave padding out; it is exact.");
        }
        if (other.maskedFrames() == MaskPlacement.DECODER && blocks.countsDistances()) {
            throw new UserError(
                    "The attention of " + provider()
                            + " depends on the distance of frames, which masked_frames: decoder" + " would change.",
                    "Leave masked_frames out.");
        }
        if (other.predictions()) {
            requirePredictions();
        }
        return new WaveformNetwork(family, size, transformer, convolutions, blocks, finalSize, predictor, other);
    }

    private void requirePredictions() {
        StatePredictor heads = predictor.orElseThrow(() -> new UserError(
                provider() + " " + size + " has no heads that predict layers of a teacher, which only checkpoints with"
                        + " them have.",
                "Leave predictions out."));
        if (!heads.alone() && heads.width() != transformer.size()) {
            throw new UserError(
                    "The predictions of this " + provider() + " have size " + heads.width() + ", and its layers "
                            + transformer.size() + ", so they cannot be hidden states side by side.",
                    "Leave predictions out.");
        }
    }

    /** The normalisation of the samples. */
    public WaveNormalization waves() {
        return convolutions.waves();
    }

    /** The properties that a user may state about a checkpoint. */
    StatedSettings stated() {
        return new StatedSettings(transformer.heads(), transformer.preNorm(), waves() != WaveNormalization.NONE);
    }

    @Override
    public String provider() {
        return family.provider();
    }

    @Override
    public String paper() {
        return family.names().paper();
    }

    @Override
    public WaveformFrontEnd front() {
        return new WaveformFrontEnd(
                convolutions.each(),
                convolutions.layerNorm(),
                convolutions.bias(),
                waves().epsilon(),
                variant.paddedStatistics());
    }

    @Override
    public boolean projectionNorm() {
        return blocks.projectionNorm();
    }

    @Override
    public boolean projection() {
        return blocks.projects(convolutions, transformer);
    }

    @Override
    public boolean maskEmbedding() {
        return blocks.maskEmbedding();
    }

    @Override
    public Encoder encoder() {
        return blocks.encoder(transformer);
    }

    @Override
    public Map<String, float[]> among(List<ParameterSpec> stored, Map<String, float[]> values) {
        return blocks.among(stored, values, ModelFolder.parameters(this, 0));
    }

    @Override
    public Subnetworks subnetworks() {
        return blocks.subnetworks(transformer);
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
        boolean published = variant.head().equals(WaveformVariant.PUBLISHED.head()) && !variant.intermediate();
        return published ? "" : Architecture.super.headPrefix(layer);
    }

    @Override
    public boolean keepsPredictor(Map<String, TensorInfo> tensors) {
        return family.predicts() && family.predictor(tensors).isPresent();
    }

    @Override
    public boolean encodesPredictions() {
        return variant.predictions();
    }

    @Override
    public Map<String, String> settings() {
        return new NamedSizes(family).settings(this);
    }
}
