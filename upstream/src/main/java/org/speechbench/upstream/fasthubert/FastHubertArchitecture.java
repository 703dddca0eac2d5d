package org.speechbench.upstream.fasthubert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * Fast-HuBERT's own part: convolutions with gated linear units over log-mel frames and a head a predicted layer
 * (Yang et al., arXiv 2309.13860, and its published code).
 *
 * @param convolutions each halves the rate: one for 20 ms frames, two for 40 ms, three for 80 ms
 * @param intermediate predict from a third of the layers too (intermediate-layer supervision)
 * @param utteranceMean take the mean over time away from every log-mel bin of an utterance, after the normalisation over
 *     the training set; not in the paper, which has one channel
 * @param maskedFrames where masked frames are worked on in pre-training
 * @param predictionHead linear as published, or HuBERT's (row S1 of the ladder)
 */
record FastHubertArchitecture(
        String size,
        TransformerConfig encoder,
        List<Convolution> convolutions,
        boolean intermediate,
        boolean utteranceMean,
        MaskedFrames maskedFrames,
        PredictionHead predictionHead)
        implements Architecture {
    private static final int MEL_BINS = 80;
    private static final int FBANK_STRIDE = 160;

    /** That of the published model. */
    static final int KERNEL = 5;

    /**
     * A convolution of stride 2, padded by half its kernel on both sides.
     *
     * @param kernel odd
     * @param channels after the gated linear unit, which halves those of the convolution
     */
    record Convolution(int kernel, int channels) {}

    FastHubertArchitecture {
        convolutions = List.copyOf(convolutions);
    }

    @Override
    public String provider() {
        return FastHubertProvider.NAME;
    }

    @Override
    public String paper() {
        return "Yang et al., Fast-HuBERT, 2023 (arXiv 2309.13860)";
    }

    @Override
    public InputKind input() {
        return InputKind.FBANK80;
    }

    @Override
    public FrameGeometry geometry() {
        return new FrameGeometry(convolutions.stream()
                .map(c -> new Window(c.kernel(), 2, c.kernel() / 2))
                .toList());
    }

    @Override
    public int frameStride() {
        return FBANK_STRIDE << convolutions.size();
    }

    @Override
    public int frontWidth() {
        return convolutions.get(convolutions.size() - 1).channels();
    }

    @Override
    public List<ParameterSpec> front() {
        List<ParameterSpec> p = new ArrayList<>();
        int in = MEL_BINS;
        for (int i = 0; i < convolutions.size(); i++) {
            Convolution c = convolutions.get(i);
            Initializer init = Initializer.fanIn(in * c.kernel());
            String name = "subsampler.conv_layers." + i;
            p.add(new ParameterSpec(name + ".weight", new long[] {2L * c.channels(), in, c.kernel()}, init));
            p.add(new ParameterSpec(name + ".bias", new long[] {2L * c.channels()}, init));
            in = c.channels();
        }
        return p;
    }

    @Override
    public List<Integer> predictLayers() {
        return PredictionSettings.layers(encoder.layers(), intermediate);
    }

    @Override
    public void script(ScriptSource source, Compute compute) {
        boolean last = compute.uses(Optimisation.CHANNELS_LAST);
        source.fragment(FastHubertArchitecture.class, "frames.torchscript")
                .fragment(FastHubertArchitecture.class, last ? "front.torchscript" : "front_original.torchscript")
                .constant("UTTERANCE_MEAN", utteranceMean)
                .constant("CONVOLUTIONS", convolutions.size());
    }

    @Override
    public double frontMultiplyAccumulates() {
        double rate = 100;
        double sum = 0;
        int in = MEL_BINS;
        for (Convolution c : convolutions) {
            rate /= 2;
            sum += rate * c.kernel() * in * 2 * c.channels();
            in = c.channels();
        }
        return sum;
    }

    @Override
    public Map<String, String> settings() {
        return FastHubertSettings.of(this);
    }
}
