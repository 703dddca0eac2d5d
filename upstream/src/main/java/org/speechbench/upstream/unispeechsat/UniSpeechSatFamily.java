package org.speechbench.upstream.unispeechsat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.ConvolutionConfig;
import org.speechbench.upstream.waveform.FamilyNames;
import org.speechbench.upstream.waveform.WaveformFamily;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** UniSpeech-SAT, which has HuBERT's network; only its pre-training differs. */
public record UniSpeechSatFamily() implements WaveformFamily {
    private static final int FINAL_SIZE = 256;

    private static final FamilyNames NAMES = new FamilyNames(
            "unispeech_sat",
            "UniSpeech-SAT",
            "Chen et al., UniSpeech-SAT, 2021 (arXiv 2110.05752)",
            "unispeech-sat",
            "UniSpeechSatModel",
            Pattern.compile("unispeech_sat.*"),
            Set.of(
                    "quantizer",
                    "project_q",
                    "project_hid",
                    "target_glu",
                    "final_proj",
                    "label_embs_concat",
                    "label_embeddings_concat",
                    "spk_proj",
                    "speaker_proj",
                    "layer_norm_for_extract"));

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
                base("test", new TransformerConfig(2, 32, 4, 64, 128, 16, false), 16),
                base("base", new TransformerConfig(12, 768, 12, 3072, 128, 16, false), 512),
                new WaveformNetwork(
                        this,
                        "large",
                        new TransformerConfig(24, 1024, 16, 4096, 128, 16, true),
                        ConvolutionConfig.layerNorm(512, false),
                        FINAL_SIZE));
    }

    private WaveformNetwork base(String size, TransformerConfig transformer, int channels) {
        return new WaveformNetwork(this, size, transformer, ConvolutionConfig.groupNorm(channels), FINAL_SIZE);
    }
}
