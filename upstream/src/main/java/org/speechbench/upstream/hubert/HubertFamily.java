package org.speechbench.upstream.hubert;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.ConvolutionConfig;
import org.speechbench.upstream.waveform.FamilyNames;
import org.speechbench.upstream.waveform.WaveformFamily;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** HuBERT, and what has its network: ContentVec, multilingual and robust models, chinese-hubert. */
public record HubertFamily() implements WaveformFamily {
    private static final FamilyNames NAMES = new FamilyNames(
            "hubert",
            "HuBERT",
            "Hsu et al., HuBERT, 2021 (arXiv 2106.07447)",
            "hubert",
            "HubertModel",
            Pattern.compile(".*hubert.*|contentvec.*|wav2vec_(ctc|seq2seq)"),
            Set.of("final_proj", "label_embs_concat", "label_embeddings", "target_glu"));

    @Override
    public FamilyNames names() {
        return NAMES;
    }

    @Override
    public boolean pretrains() {
        return true;
    }

    @Override
    public List<String> published() {
        return List.of("base", "large", "xlarge");
    }

    @Override
    public List<WaveformNetwork> sizes() {
        return List.of(
                base("test", new TransformerConfig(2, 32, 4, 64, 128, 16, false), 16, 24),
                base("tiny", new TransformerConfig(4, 192, 4, 768, 128, 16, false), 192, 256),
                base("small", new TransformerConfig(6, 256, 4, 1024, 128, 16, false), 512, 256),
                base("base", new TransformerConfig(12, 768, 12, 3072, 128, 16, false), 512, 256),
                large("large", new TransformerConfig(24, 1024, 16, 4096, 128, 16, true), 768),
                large("xlarge", new TransformerConfig(48, 1280, 16, 5120, 128, 16, true), 1024));
    }

    private WaveformNetwork large(String size, TransformerConfig transformer, int finalSize) {
        return new WaveformNetwork(this, size, transformer, ConvolutionConfig.layerNorm(512, false), finalSize);
    }

    private WaveformNetwork base(String size, TransformerConfig transformer, int channels, int finalSize) {
        return new WaveformNetwork(this, size, transformer, ConvolutionConfig.groupNorm(channels), finalSize);
    }
}
