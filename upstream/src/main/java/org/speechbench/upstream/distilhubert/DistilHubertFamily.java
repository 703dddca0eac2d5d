package org.speechbench.upstream.distilhubert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.LayerNumbering;
import org.speechbench.upstream.distill.LayerMatching;
import org.speechbench.upstream.distill.SplitHeads;
import org.speechbench.upstream.model.StatePredictor;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.waveform.ConvolutionConfig;
import org.speechbench.upstream.waveform.EncoderBlocks;
import org.speechbench.upstream.waveform.FamilyNames;
import org.speechbench.upstream.waveform.FileEvidence;
import org.speechbench.upstream.waveform.WaveformFamily;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** DistilHuBERT: two layers of HuBERT, without the layer norm after the front end and without masks. */
public record DistilHubertFamily() implements WaveformFamily {
    private static final int FINAL_SIZE = 256;

    /** Hugging Face has it as a {@code hubert} without {@code feat_proj_layer_norm}. */
    private static final FamilyNames NAMES = new FamilyNames(
            "distil_hubert",
            "DistilHuBERT",
            "Chang et al., DistilHuBERT, 2021 (arXiv 2110.01900)",
            "hubert",
            "HubertModel",
            Pattern.compile("distil.*"),
            Set.of("output_layer"));

    /** HuBERT's blocks without the norm and the mask embedding. */
    private record Blocks() implements EncoderBlocks {
        @Override
        public boolean projectionNorm() {
            return false;
        }

        @Override
        public boolean maskEmbedding() {
            return false;
        }
    }

    @Override
    public FamilyNames names() {
        return NAMES;
    }

    @Override
    public List<String> published() {
        return List.of("base");
    }

    @Override
    public boolean resizes() {
        return true;
    }

    @Override
    public List<WaveformNetwork> sizes() {
        return List.of(
                sized("test", new TransformerConfig(2, 32, 4, 64, 128, 16, false), 16),
                sized("base", new TransformerConfig(2, 768, 12, 3072, 128, 16, false), 512));
    }

    @Override
    public boolean predicts() {
        return true;
    }

    /** One linear layer for all targets, GELU, and a linear layer for each (s3prl, {@code pretrain/distiller}). */
    @Override
    public StatePredictor heads(WaveformNetwork student, LayerMatching matching, int width) {
        int last = student.transformer().layers();
        if (!matching.student().stream().allMatch(layer -> layer == last)) {
            throw new UserError(
                    "The heads of distil_hubert predict from its last layer, " + last
                            + ", and targets.student_layers names " + matching.student() + ".",
                    "Leave student_layers out, or use heads: linear.");
        }
        return new SplitHeads(student.transformer().size(), matching.targets(), width, width);
    }

    @Override
    public Optional<StatePredictor> predictor(Map<String, TensorInfo> tensors) {
        return SplitHeads.of(tensors);
    }

    @Override
    public List<LayerNumbering> layerNumberings() {
        return List.of(
                new LayerNumbering("transformers", "hidden_states", 0, ""),
                new LayerNumbering(
                        "s3prl",
                        "hidden_states",
                        0,
                        "its first one comes before the positions, and those after the layers are predictions, which the setting"
                                + " predictions adds here, too"));
    }

    private WaveformNetwork sized(String size, TransformerConfig transformer, int channels) {
        return new WaveformNetwork(this, size, transformer, ConvolutionConfig.groupNorm(channels), FINAL_SIZE)
                .with(new Blocks());
    }

    @Override
    public EncoderBlocks blocks(FileEvidence evidence) {
        return new Blocks();
    }

    @Override
    public EncoderBlocks blocks(Map<String, String> settings) {
        return new Blocks();
    }
}
