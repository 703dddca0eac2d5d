package org.speechbench.upstream.fithubert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.speechbench.upstream.model.Convolution;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.ConvolutionConfig;
import org.speechbench.upstream.waveform.EncoderBlocks;
import org.speechbench.upstream.waveform.FamilyNames;
import org.speechbench.upstream.waveform.WaveNormalization;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** FitHuBERT: as deep as HuBERT Base and thinner, with frames of 40 ms between the positions and the heads. */
public record FitHubertFamily() implements LayerwiseStudent {
    private static final int UNUSED_FINAL_SIZE = 256;

    private static final FamilyNames NAMES = new FamilyNames(
            "fit_hubert",
            "FitHuBERT",
            "Lee et al., FitHuBERT, 2022 (arXiv 2207.00555)",
            "fit_hubert",
            "",
            Pattern.compile("fithubert.*"),
            Set.of());

    @Override
    public FamilyNames names() {
        return NAMES;
    }

    @Override
    public int joinedFrames() {
        return TimeReducedBlocks.FACTOR;
    }

    /** Only {@code base} is published; half of its sizes are {@code small}. */
    @Override
    public List<WaveformNetwork> sizes() {
        return List.of(
                sized("test", new TransformerConfig(2, 32, 4, 32, 128, 16, false), 16, 24),
                sized("small", new TransformerConfig(6, 240, 6, 240, 128, 16, false), 256, 768),
                sized("base", new TransformerConfig(12, 480, 12, 480, 128, 16, false), 512, 768));
    }

    @Override
    public List<Convolution> convolutions(int widest) {
        return widening(widest / 4, widest / 2, widest);
    }

    /** Nine convolutions, of which those with a kernel of 1 widen. */
    static List<Convolution> widening(int first, int middle, int last) {
        List<Convolution> all = new ArrayList<>();
        all.add(new Convolution(first, 10, 5));
        all.add(new Convolution(middle, 1, 1));
        all.addAll(Collections.nCopies(4, new Convolution(middle, 3, 2)));
        all.add(new Convolution(last, 1, 1));
        all.addAll(Collections.nCopies(2, new Convolution(last, 2, 2)));
        return all;
    }

    private WaveformNetwork sized(String size, TransformerConfig transformer, int channels, int teacher) {
        ConvolutionConfig convolutions =
                new ConvolutionConfig(convolutions(channels), false, false, WaveNormalization.NONE);
        return new WaveformNetwork(this, size, transformer, convolutions, UNUSED_FINAL_SIZE)
                .with(new TimeReducedBlocks())
                .with(heads(transformer, teacher));
    }

    @Override
    public EncoderBlocks blocks(Map<String, String> settings) {
        return new TimeReducedBlocks();
    }
}
