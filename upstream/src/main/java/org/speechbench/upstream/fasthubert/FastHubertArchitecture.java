package org.speechbench.upstream.fasthubert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.upstream.FrameGeometry;
import org.speechbench.upstream.FrameGeometry.Window;
import org.speechbench.upstream.checkpoint.ParameterSpec;
import org.speechbench.upstream.checkpoint.ParameterSpec.Initializer;
import org.speechbench.upstream.pretrain.Compute;
import org.speechbench.upstream.pretrain.Optimisation;
import org.speechbench.upstream.pretrain.Pretrainable.InputKind;
import org.speechbench.upstream.script.ScriptSource;
import org.speechbench.upstream.transformer.Architecture;
import org.speechbench.upstream.transformer.MaskedFrames;
import org.speechbench.upstream.transformer.PredictionHead;
import org.speechbench.upstream.transformer.PredictionSettings;
import org.speechbench.upstream.transformer.TransformerConfig;

/**
 * Fast-HuBERT's own part: convolutions with gated linear units over log-mel frames and a head a predicted layer
 * (Yang et al., arXiv 2309.13860, and its published code).
 *
 * @param channels after each gated linear unit
 * @param convolutions each halves the rate: 1 for 20 ms frames, 2 for 40 ms, 3 for 80 ms
 * @param intermediate predict from a third of the layers too (intermediate-layer supervision)
 * @param utteranceMean take the mean over time away from every log-mel bin of an utterance, after the normalisation over
 *     the training set; not in the paper, which has one channel
 * @param maskedFrames where masked frames are worked on in pre-training
 * @param predictionHead linear as published, or HuBERT's (row S1 of the ladder)
 */
record FastHubertArchitecture(
        String size,
        TransformerConfig encoder,
        int channels,
        int convolutions,
        boolean intermediate,
        boolean utteranceMean,
        MaskedFrames maskedFrames,
        PredictionHead predictionHead)
        implements Architecture {
    private static final int MEL_BINS = 80;
    private static final int KERNEL = 5;
    private static final int FBANK_STRIDE = 160;

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
        return new FrameGeometry(Collections.nCopies(convolutions, new Window(KERNEL, 2, KERNEL / 2)));
    }

    @Override
    public int frameStride() {
        return FBANK_STRIDE << convolutions;
    }

    @Override
    public int frontWidth() {
        return channels;
    }

    @Override
    public List<ParameterSpec> front() {
        List<ParameterSpec> p = new ArrayList<>();
        for (int i = 0; i < convolutions; i++) {
            int in = i == 0 ? MEL_BINS : channels;
            Initializer init = Initializer.fanIn(in * KERNEL);
            String name = "subsampler.conv_layers." + i;
            p.add(new ParameterSpec(name + ".weight", new long[] {2L * channels, in, KERNEL}, init));
            p.add(new ParameterSpec(name + ".bias", new long[] {2L * channels}, init));
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
                .constant("CONVOLUTIONS", convolutions);
    }

    @Override
    public double frontMultiplyAccumulates() {
        double rate = 100;
        double sum = 0;
        for (int i = 0; i < convolutions; i++) {
            rate /= 2;
            sum += rate * KERNEL * (i == 0 ? MEL_BINS : channels) * 2 * channels;
        }
        return sum;
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("convolutions", Integer.toString(convolutions));
        settings.put("intermediate", Boolean.toString(intermediate));
        if (maskedFrames != MaskedFrames.ENCODER) {
            settings.put(MaskedFrames.SETTING, maskedFrames.id());
        }
        if (utteranceMean) {
            settings.put("utterance_mean", "true");
        }
        if (!(predictionHead instanceof PredictionHead.Linear)) {
            settings.put("head", predictionHead.id());
        }
        return settings;
    }
}
