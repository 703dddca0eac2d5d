package org.speechbench.upstream.data2vec;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.speechbench.upstream.model.EncoderSettings;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.ConvolutionConfig;
import org.speechbench.upstream.waveform.EncoderBlocks;
import org.speechbench.upstream.waveform.FamilyNames;
import org.speechbench.upstream.waveform.FileEvidence;
import org.speechbench.upstream.waveform.WaveformFamily;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** data2vec for audio: five positional convolutions, and layer norms without biases in the front end of Base, too. */
public record Data2VecAudioFamily() implements WaveformFamily {
    private static final int FINAL_SIZE = 256;
    private static final int DEPTH = 5;
    private static final String FIRST = "encoder.pos_conv.layers.0.conv.weight";

    private static final FamilyNames NAMES = new FamilyNames(
            "data2vec_audio",
            "data2vec",
            "Baevski et al., data2vec, 2022 (arXiv 2202.03555)",
            "data2vec-audio",
            "Data2VecAudioModel",
            Pattern.compile("data2vec.*"),
            Set.of("final_proj", "_ema"));

    @Override
    public FamilyNames names() {
        return NAMES;
    }

    @Override
    public List<String> published() {
        return List.of("base", "large");
    }

    @Override
    public List<WaveformNetwork> sizes() {
        return List.of(
                sized("test", new TransformerConfig(2, 32, 4, 64, 19, 16, false), 16),
                sized("base", new TransformerConfig(12, 768, 12, 3072, 19, 16, false), 512),
                sized("large", new TransformerConfig(24, 1024, 16, 4096, 19, 16, false), 512));
    }

    private WaveformNetwork sized(String size, TransformerConfig transformer, int channels) {
        return new WaveformNetwork(this, size, transformer, ConvolutionConfig.layerNorm(channels, false), FINAL_SIZE)
                .with(new PositionalStackBlocks(DEPTH));
    }

    /** The number of convolutions is that of their tensors. */
    @Override
    public EncoderBlocks blocks(FileEvidence evidence) {
        int depth = 0;
        while (evidence.tensors().model().names().containsKey(FIRST.replace("0", Integer.toString(depth)))) {
            depth++;
        }
        return new PositionalStackBlocks(depth);
    }

    @Override
    public EncoderBlocks blocks(Map<String, String> settings) {
        return new PositionalStackBlocks(EncoderSettings.number(settings, PositionalStackBlocks.DEPTH));
    }

    @Override
    public String usualFrontNorm() {
        return "layer";
    }

    @Override
    public String positionalKernelKey() {
        return "conv_pos_kernel_size";
    }

    @Override
    public String positionalWeight() {
        return FIRST;
    }
}
