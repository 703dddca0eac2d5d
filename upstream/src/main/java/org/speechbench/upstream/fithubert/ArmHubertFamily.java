package org.speechbench.upstream.fithubert;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.ConvolutionConfig;
import org.speechbench.upstream.waveform.EncoderBlocks;
import org.speechbench.upstream.waveform.FamilyNames;
import org.speechbench.upstream.waveform.WaveNormalization;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** ARMHuBERT: a thin and deep student at the rate of its teacher, every second layer of which reuses an attention map. */
public record ArmHubertFamily() implements LayerwiseStudent {
    private static final int UNUSED_FINAL_SIZE = 256;

    private static final FamilyNames NAMES = new FamilyNames(
            "arm_hubert",
            "ARMHuBERT",
            "Jang et al., Recycle-and-Distill (ARMHuBERT), 2023 (arXiv 2305.11685)",
            "arm_hubert",
            "",
            Pattern.compile("armhubert.*"),
            Set.of());

    @Override
    public FamilyNames names() {
        return NAMES;
    }

    @Override
    public int joinedFrames() {
        return 1;
    }

    /** {@code small} is published as ARMHuBERT-S. */
    @Override
    public List<WaveformNetwork> sizes() {
        return List.of(
                sized("test", new TransformerConfig(2, 32, 4, 48, 128, 16, false), 8, 16, 24),
                sized("small", new TransformerConfig(12, 432, 12, 816, 128, 16, false), 128, 256, 768),
                sized("base", new TransformerConfig(12, 480, 12, 864, 128, 16, false), 128, 256, 768));
    }

    /** The last convolutions are as wide as the encoder. */
    private WaveformNetwork sized(String size, TransformerConfig transformer, int first, int middle, int teacher) {
        ConvolutionConfig convolutions = new ConvolutionConfig(
                FitHubertFamily.widening(first, middle, transformer.size()), false, false, WaveNormalization.NONE);
        return new WaveformNetwork(this, size, transformer, convolutions, UNUSED_FINAL_SIZE)
                .with(new PairedBlocks())
                .with(heads(transformer, teacher));
    }

    @Override
    public EncoderBlocks blocks(Map<String, String> settings) {
        return new PairedBlocks();
    }
}
