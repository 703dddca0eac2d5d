package org.speechbench.upstream.fithubert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.LayerNumbering;
import org.speechbench.upstream.distill.LayerMatching;
import org.speechbench.upstream.model.Convolution;
import org.speechbench.upstream.model.StatePredictor;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.ConvolutionConfig;
import org.speechbench.upstream.waveform.EncoderBlocks;
import org.speechbench.upstream.waveform.FamilyNames;
import org.speechbench.upstream.waveform.WaveNormalization;
import org.speechbench.upstream.waveform.WaveformFamily;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** FitHuBERT: as deep as HuBERT Base and thinner, with frames of 40 ms between the positions and the heads. */
public record FitHubertFamily() implements WaveformFamily {
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
    public List<String> published() {
        return List.of();
    }

    @Override
    public boolean resizes() {
        return true;
    }

    @Override
    public boolean exchanges() {
        return false;
    }

    @Override
    public boolean predicts() {
        return true;
    }

    @Override
    public String predictionsMeaning() {
        return "the only hidden states are what the head of the last layer predicts of the teacher, 50 a second, as"
                + " published; otherwise those of every layer, 25 a second";
    }

    @Override
    public List<LayerNumbering> layerNumberings() {
        return List.of(new LayerNumbering(
                "s3prl", "hidden_states", 1, "its last_hidden_state is what the setting predictions gives here"));
    }

    /** Only {@code base} is published; half of its sizes are {@code small}. */
    @Override
    public List<WaveformNetwork> sizes() {
        return List.of(
                sized("test", new TransformerConfig(2, 32, 4, 32, 128, 16, false), 16, 24),
                sized("small", new TransformerConfig(6, 240, 6, 240, 128, 16, false), 256, 768),
                sized("base", new TransformerConfig(12, 480, 12, 480, 128, 16, false), 512, 768));
    }

    /**
     * The first convolution has a quarter of the channels of the last, those after it half of them, and those with a
     * kernel of 1 widen.
     */
    private static List<Convolution> widening(int channels) {
        List<Convolution> all = new ArrayList<>();
        all.add(new Convolution(channels / 4, 10, 5));
        all.add(new Convolution(channels / 2, 1, 1));
        all.addAll(Collections.nCopies(4, new Convolution(channels / 2, 3, 2)));
        all.add(new Convolution(channels, 1, 1));
        all.addAll(Collections.nCopies(2, new Convolution(channels, 2, 2)));
        return all;
    }

    @Override
    public List<Convolution> convolutions(int widest) {
        return widening(widest);
    }

    private WaveformNetwork sized(String size, TransformerConfig transformer, int channels, int teacher) {
        ConvolutionConfig convolutions =
                new ConvolutionConfig(widening(channels), false, false, WaveNormalization.NONE);
        return new WaveformNetwork(this, size, transformer, convolutions, UNUSED_FINAL_SIZE)
                .with(new TimeReducedBlocks())
                .with(Optional.of(LayerHeads.ofAll(transformer.layers(), head(transformer, teacher))));
    }

    private static LayerHead head(TransformerConfig transformer, int teacher) {
        return new LayerHead(transformer.size(), teacher, TimeReducedBlocks.FACTOR);
    }

    /** A network of other dimensions has heads of these, for a teacher of the same width. */
    @Override
    public Optional<StatePredictor> resized(TransformerConfig transformer, Optional<StatePredictor> usual) {
        return usual.map(heads -> LayerHeads.ofAll(transformer.layers(), head(transformer, heads.width())));
    }

    @Override
    public Optional<StatePredictor> predictor(Map<String, TensorInfo> tensors) {
        return LayerHeads.of(tensors);
    }

    @Override
    public StatePredictor heads(WaveformNetwork student, LayerMatching matching, int width) {
        return LayerHeads.matching(provider(), matching, head(student.transformer(), width));
    }

    @Override
    public EncoderBlocks blocks(Map<String, String> settings) {
        return new TimeReducedBlocks();
    }
}
