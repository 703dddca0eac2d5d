package org.speechbench.upstream.hubert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.FrameGeometry.Window;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.model.Architecture;
import org.speechbench.upstream.model.MaskedFrames;
import org.speechbench.upstream.model.PredictionHead;
import org.speechbench.upstream.model.PredictionSettings;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.pretrain.Compute;
import org.speechbench.upstream.pretrain.Optimisation;
import org.speechbench.upstream.pretrain.Pretrainable.InputKind;

/**
 * HuBERT's own part: seven convolutions over the waveform and cosine logits against label embeddings (Hsu et al., arXiv
 * 2106.07447, section II).
 *
 * @param channels of every convolution
 * @param finalSize of the space where logits are cosines
 * @param layerNorm layer norm after every convolution (Large) instead of one group norm after the first convolution (Base)
 * @param convBias the convolutions below layer norms have a bias: not as fairseq and torchaudio publish Large, but as
 *     Hugging Face converted it
 * @param waves what is done to the samples first
 * @param variant what differs from the published model
 */
record HubertArchitecture(
        String size,
        TransformerConfig encoder,
        int channels,
        int finalSize,
        boolean layerNorm,
        boolean convBias,
        WaveNormalization waves,
        HubertVariant variant)
        implements Architecture {
    static final List<Integer> KERNELS = List.of(10, 3, 3, 3, 3, 2, 2);
    static final List<Integer> STRIDES = List.of(5, 2, 2, 2, 2, 2, 2);
    private static final int FRAME_STRIDE = 320;

    /** As published. */
    HubertArchitecture(
            String size,
            TransformerConfig encoder,
            int channels,
            int finalSize,
            boolean layerNorm,
            WaveNormalization waves) {
        this(size, encoder, channels, finalSize, layerNorm, false, waves, HubertVariant.PUBLISHED);
    }

    /** The same network over samples that are treated in another way. */
    HubertArchitecture with(WaveNormalization other) {
        return new HubertArchitecture(size, encoder, channels, finalSize, layerNorm, convBias, other, variant);
    }

    /** The same network with or without a bias in its convolutions; below a group norm there is none. */
    HubertArchitecture withConvBias(boolean bias) {
        return new HubertArchitecture(size, encoder, channels, finalSize, layerNorm, bias && layerNorm, waves, variant);
    }

    /** @throws UserError if this network has nothing that the variant would change */
    HubertArchitecture with(HubertVariant other) {
        if (other.paddedStatistics() && layerNorm) {
            throw new UserError(
                    "hubert " + size + " has no group norm whose statistics 'padding: published' would change.",
                    "Leave padding out; it is exact.");
        }
        return new HubertArchitecture(size, encoder, channels, finalSize, layerNorm, convBias, waves, other);
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
    public InputKind input() {
        return InputKind.WAVEFORM;
    }

    @Override
    public FrameGeometry geometry() {
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < KERNELS.size(); i++) {
            windows.add(new Window(KERNELS.get(i), STRIDES.get(i), 0));
        }
        return new FrameGeometry(windows);
    }

    @Override
    public int frameStride() {
        return FRAME_STRIDE;
    }

    @Override
    public int frontWidth() {
        return channels;
    }

    @Override
    public List<ParameterSpec> front() {
        List<ParameterSpec> p = new ArrayList<>();
        for (int i = 0; i < KERNELS.size(); i++) {
            int in = i == 0 ? 1 : channels;
            String layer = "feature_extractor.conv_layers." + i + ".";
            // Kaiming normal, as fairseq initialises it.
            Initializer kaiming = Initializer.normal(Math.sqrt(2.0 / (in * KERNELS.get(i))));
            p.add(new ParameterSpec(layer + "conv.weight", new long[] {channels, in, KERNELS.get(i)}, kaiming));
            if (convBias) {
                p.add(new ParameterSpec(
                        layer + "conv.bias", new long[] {channels}, Initializer.fanIn(in * KERNELS.get(i))));
            }
            if (layerNorm) {
                addNorm(p, layer + "layer_norm");
            }
        }
        if (!layerNorm) {
            addNorm(p, "feature_extractor.conv_layers.0.layer_norm");
        }
        return p;
    }

    private void addNorm(List<ParameterSpec> p, String name) {
        p.add(new ParameterSpec(name + ".weight", new long[] {channels}, Initializer.constant(1)));
        p.add(new ParameterSpec(name + ".bias", new long[] {channels}, Initializer.constant(0)));
    }

    @Override
    public List<Integer> predictLayers() {
        return PredictionSettings.layers(encoder.layers(), variant.intermediate());
    }

    @Override
    public PredictionHead predictionHead() {
        return PredictionSettings.head(variant.head(), finalSize);
    }

    @Override
    public MaskedFrames maskedFrames() {
        return variant.maskedFrames();
    }

    /** The one cosine head of the published model has names without a layer. */
    @Override
    public List<ParameterSpec> head(int layer, int classes) {
        boolean published = variant.head().equals(HubertVariant.PUBLISHED.head()) && !variant.intermediate();
        String prefix = published ? "" : "heads." + layer + ".";
        return predictionHead().parameters(prefix, encoder.size(), classes);
    }

    @Override
    public void script(ScriptSource source, Compute compute) {
        boolean last = compute.uses(Optimisation.CHANNELS_LAST);
        List<String> fragments = layerNorm
                ? List.of(
                        convBias ? "convolution_bias" : "convolution_no_bias",
                        last ? "front_layer_norm" : "front_layer_norm_original")
                : List.of(
                        "front_group_norm",
                        compute.uses(Optimisation.FOLDED_NORM) ? "first_folded" : "first_original",
                        last ? "convolutions_channels_last" : "convolutions_original");
        source.fragment(HubertArchitecture.class, "waves.torchscript");
        fragments.forEach(f -> source.fragment(HubertArchitecture.class, f + ".torchscript"));
        source.constant("CHANNELS_LAST", last)
                .constant("NORMALIZE_WAVE", waves != WaveNormalization.NONE)
                .constant("WAVE_EPSILON", waves.epsilon())
                .constant("NORM", convBias ? 2 : 1)
                .constant("PER_CONVOLUTION", convBias ? 4 : 3)
                .constant("OWN_SAMPLES", !variant.paddedStatistics());
    }

    @Override
    public double frontMultiplyAccumulates() {
        double rate = 16_000;
        double sum = 0;
        for (int i = 0; i < KERNELS.size(); i++) {
            rate /= STRIDES.get(i);
            sum += rate * KERNELS.get(i) * channels * (i == 0 ? 1 : channels);
        }
        return sum;
    }

    @Override
    public Map<String, String> settings() {
        return HubertSettings.of(this);
    }
}
