package org.speechbench.upstream.wav2vec2;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.ConvolutionConfig;
import org.speechbench.upstream.waveform.FamilyNames;
import org.speechbench.upstream.waveform.WaveformFamily;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** wav2vec 2.0 and the multilingual XLSR-53 (large), XLS-R 300M (large), 1B and 2B, all of which have HuBERT's blocks. */
public record Wav2Vec2Family() implements WaveformFamily {
    private static final int FINAL_SIZE = 256;

    private static final FamilyNames NAMES = new FamilyNames(
            "wav2vec2",
            "wav2vec 2.0",
            "Baevski et al., wav2vec 2.0, 2020 (arXiv 2006.11477)",
            "wav2vec2",
            "Wav2Vec2Model",
            Pattern.compile("wav2vec2.*|wav2vec_(ctc|seq2seq)"),
            Set.of(
                    "quantizer",
                    "input_quantizer",
                    "project_q",
                    "project_hid",
                    "project_inp",
                    "target_glu",
                    "final_proj"));

    @Override
    public FamilyNames names() {
        return NAMES;
    }

    @Override
    public List<String> published() {
        return List.of("base", "large_960", "large", "1b", "2b");
    }

    /** {@code large_960} was trained on LibriSpeech and has Base's norms; the larger ones have biases in convolutions. */
    @Override
    public List<WaveformNetwork> sizes() {
        return List.of(
                base("test", new TransformerConfig(2, 32, 4, 64, 128, 16, false), 16),
                base("base", new TransformerConfig(12, 768, 12, 3072, 128, 16, false), 512),
                base("large_960", new TransformerConfig(24, 1024, 16, 4096, 128, 16, false), 512),
                large("large", new TransformerConfig(24, 1024, 16, 4096, 128, 16, true)),
                large("1b", new TransformerConfig(48, 1280, 16, 5120, 128, 16, true)),
                large("2b", new TransformerConfig(48, 1920, 16, 7680, 128, 16, true)));
    }

    private WaveformNetwork base(String size, TransformerConfig transformer, int channels) {
        return new WaveformNetwork(this, size, transformer, ConvolutionConfig.groupNorm(channels), FINAL_SIZE);
    }

    private WaveformNetwork large(String size, TransformerConfig transformer) {
        return new WaveformNetwork(this, size, transformer, ConvolutionConfig.layerNorm(512, true), FINAL_SIZE);
    }
}
