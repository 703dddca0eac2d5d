package org.speechbench.upstream.wavlm;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.speechbench.core.UserError;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.model.EncoderSettings;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.portable.Told;
import org.speechbench.upstream.waveform.ConvolutionConfig;
import org.speechbench.upstream.waveform.EncoderBlocks;
import org.speechbench.upstream.waveform.FamilyNames;
import org.speechbench.upstream.waveform.FileEvidence;
import org.speechbench.upstream.waveform.WaveformFamily;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** WavLM: HuBERT with a gated bias of relative positions. */
public record WavLmFamily() implements WaveformFamily {
    private static final String TABLE = "encoder.shared." + GatedRelativeAttention.TABLE;

    private static final FamilyNames NAMES = new FamilyNames(
            "wavlm",
            "WavLM",
            "Chen et al., WavLM, 2021 (arXiv 2110.13900)",
            "wavlm",
            "WavLMModel",
            Pattern.compile("wavlm.*"),
            Set.of("final_proj", "label_embs_concat", "label_embeddings", "target_glu"));

    /** The published checkpoints say 800, and the default of the original code is 1,280: it is read, never assumed. */
    private static final Setting FARTHEST = Setting.integer(
                    GatedRelativeBlocks.FARTHEST,
                    "farthest distance with a bucket of its own, of a checkpoint that does not tell")
            .untold();

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
        return List.of("base", "large");
    }

    @Override
    public List<WaveformNetwork> sizes() {
        ConvolutionConfig group = ConvolutionConfig.groupNorm(512);
        return List.of(
                sized("test", new TransformerConfig(2, 32, 4, 64, 128, 16, false), ConvolutionConfig.groupNorm(16), 24),
                sized("small", new TransformerConfig(6, 256, 4, 1024, 128, 16, false), group, 256),
                sized("base", new TransformerConfig(12, 768, 12, 3072, 128, 16, false), group, 256),
                sized(
                        "large",
                        new TransformerConfig(24, 1024, 16, 4096, 128, 16, true),
                        ConvolutionConfig.layerNorm(512, false),
                        768));
    }

    private WaveformNetwork sized(
            String size, TransformerConfig transformer, ConvolutionConfig convolutions, int finalSize) {
        return new WaveformNetwork(this, size, transformer, convolutions, finalSize)
                .with(new GatedRelativeBlocks(320, 800));
    }

    @Override
    public List<Setting> stated() {
        return List.of(FARTHEST);
    }

    @Override
    public EncoderBlocks blocks(FileEvidence evidence) {
        int buckets = evidence.tensors().size(TABLE, 2, 0);
        Told<Integer> said = evidence.configured("num_buckets").orElse(new Told<>(buckets, "by " + TABLE));
        if (said.value() != buckets || buckets % GatedRelativeAttention.PARTS != 0) {
            throw new UserError(
                    evidence.tensors().place() + " has a table of " + buckets + " buckets of distances, wanted "
                            + said.text() + ", a multiple of " + GatedRelativeAttention.PARTS + ".",
                    "Copy or download it again, or correct the configuration.");
        }
        Told<Integer> farthest = evidence.number(GatedRelativeBlocks.FARTHEST, "max_bucket_distance", "max_distance");
        if (farthest.value() <= buckets / GatedRelativeAttention.PARTS) {
            throw new UserError(
                    evidence.tensors().place() + " has " + farthest.value()
                            + " as its farthest distance, wanted more than" + " a quarter of its " + buckets
                            + " buckets.",
                    "Correct the configuration.");
        }
        return new GatedRelativeBlocks(buckets, farthest.value());
    }

    @Override
    public EncoderBlocks blocks(Map<String, String> settings) {
        return new GatedRelativeBlocks(
                EncoderSettings.number(settings, GatedRelativeBlocks.BUCKETS),
                EncoderSettings.number(settings, GatedRelativeBlocks.FARTHEST));
    }
}
