package org.speechbench.upstream.lighthubert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.speechbench.core.UserError;
import org.speechbench.upstream.LayerNumbering;
import org.speechbench.upstream.OtherModel;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.supernet.SearchSpace;
import org.speechbench.upstream.supernet.Subnetwork;
import org.speechbench.upstream.supernet.SubnetworkSettings;
import org.speechbench.upstream.waveform.ConvolutionConfig;
import org.speechbench.upstream.waveform.EncoderBlocks;
import org.speechbench.upstream.waveform.FamilyNames;
import org.speechbench.upstream.waveform.FileEvidence;
import org.speechbench.upstream.waveform.PlainBlocks;
import org.speechbench.upstream.waveform.WaveNormalization;
import org.speechbench.upstream.waveform.WaveformFamily;
import org.speechbench.upstream.waveform.WaveformNetwork;

/** LightHuBERT: HuBERT's network, of which many smaller ones are parts. */
public record LightHubertFamily() implements WaveformFamily {
    static final String SMALL = "small";
    static final String BASE = "base";

    private static final int FINAL_SIZE = 256;

    /** The projection to the states of the teacher. */
    private static final String HEAD = "layer_pred_heads";

    private static final FamilyNames NAMES = new FamilyNames(
            "light_hubert",
            "LightHuBERT",
            "Wang et al., LightHuBERT, 2022 (arXiv 2203.15610)",
            "hubert",
            "HubertModel",
            Pattern.compile(".*hubert.*"),
            Set.of("final_proj", "label_embs_concat", HEAD));

    private static final Setting TRAINED = Setting.choice(
            SupernetBlocks.TRAINED,
            "by a step of training: the largest network (stage 1), or one that is drawn (stage 2)",
            "largest",
            SupernetBlocks.DRAWN);

    @Override
    public FamilyNames names() {
        return NAMES;
    }

    @Override
    public List<String> published() {
        return List.of(BASE);
    }

    /** The sizes are the largest networks of the published spaces, and of one of our own for tests. */
    @Override
    public List<WaveformNetwork> sizes() {
        return List.of(
                sized("test", 16, List.of(32, 48, 64), List.of(2, 3, 4), List.of(3.0, 3.5, 4.0), List.of(4, 5, 6), 16),
                sized(
                        SMALL,
                        512,
                        List.of(256, 384, 512),
                        List.of(4, 6, 8),
                        List.of(3.0, 3.5, 4.0),
                        List.of(10, 11, 12),
                        64),
                sized(BASE, 512, List.of(512, 640, 768), List.of(8, 10, 12), List.of(3.5, 4.0), List.of(12), 64));
    }

    private WaveformNetwork sized(
            String size,
            int channels,
            List<Integer> embeds,
            List<Integer> heads,
            List<Double> ratios,
            List<Integer> depths,
            int headSize) {
        SearchSpace space = new SearchSpace(provider() + " " + size, embeds, heads, ratios, depths, headSize);
        Subnetwork largest = space.largest();
        TransformerConfig whole = new TransformerConfig(
                largest.depth(), largest.embed(), largest.heads().get(0), largest.feedForward(0), 128, 16, false);
        ConvolutionConfig convolutions = new ConvolutionConfig(channels, false, false, WaveNormalization.FAIRSEQ);
        return new WaveformNetwork(this, size, whole, convolutions, FINAL_SIZE).with(new SupernetBlocks(space, whole));
    }

    @Override
    public boolean trains() {
        return true;
    }

    @Override
    public List<Setting> choices() {
        List<Setting> settings = new ArrayList<>(SubnetworkSettings.SETTINGS);
        settings.add(TRAINED);
        return settings;
    }

    @Override
    public WaveformNetwork chosen(WaveformNetwork model, Settings settings) {
        if (!(model.blocks() instanceof SupernetBlocks blocks)) {
            if (choices().stream().anyMatch(setting -> settings.isGiven(setting.name()))) {
                throw new UserError(
                        "The checkpoint has none of the shapes of " + title() + ", so it holds one network only.",
                        "Leave "
                                + String.join(
                                        ", ",
                                        choices().stream().map(Setting::name).toList()) + " out.");
            }
            return model;
        }
        Optional<Subnetwork> wanted = SubnetworkSettings.areGiven(settings)
                ? Optional.of(new SubnetworkSettings(blocks.space()).read(settings))
                : blocks.network();
        wanted.ifPresent(network -> requireHas(blocks, network));
        boolean drawn = settings.isGiven(TRAINED.name())
                ? settings.text(TRAINED.name()).equals(SupernetBlocks.DRAWN)
                : blocks.drawn();
        if (wanted.isEmpty() || wanted.get().equals(blocks.space().largest())) {
            return model.with(new SupernetBlocks(blocks.space(), blocks.whole(), Optional.empty(), drawn));
        }
        return part(model, wanted.get(), drawn);
    }

    /** A network within a supernet. */
    static WaveformNetwork part(WaveformNetwork supernet, Subnetwork network) {
        return part(supernet, network, false);
    }

    private static WaveformNetwork part(WaveformNetwork supernet, Subnetwork network, boolean drawn) {
        SupernetBlocks all = (SupernetBlocks) supernet.blocks();
        SupernetBlocks own = new SupernetBlocks(all.space(), all.whole(), Optional.of(network), drawn);
        return supernet.with(own.dimensions(network)).with(own).with(Optional.empty());
    }

    /** A network that was taken out of its supernet holds no others. */
    private static void requireHas(SupernetBlocks blocks, Subnetwork wanted) {
        if (blocks.network().isPresent() && !blocks.network().get().equals(wanted)) {
            throw new UserError(
                    "The checkpoint holds one network of " + blocks.space().name() + ", "
                            + SubnetworkSettings.of(blocks.network().get()) + ", and "
                            + SubnetworkSettings.of(wanted) + " is asked for.",
                    "Open the supernet that it was taken from.");
        }
    }

    /** The tensors of HuBERT alone do not make a supernet, so the head of its distillation is asked for. */
    @Override
    public EncoderBlocks blocks(FileEvidence evidence) {
        if (!evidence.tensors().model().trainedHeads().contains(HEAD)) {
            throw OtherModel.error(
                    evidence.tensors().place() + " has no " + HEAD,
                    ", which the training of " + title() + " leaves",
                    "Open it with the upstream that 'speechbench checkpoint inspect' names.");
        }
        WaveformNetwork base = size(BASE);
        TransformerConfig found = evidence.tensors().encoder();
        TransformerConfig published = base.transformer();
        return found.with(published.heads(), published.preNorm()).equals(published) ? base.blocks() : new PlainBlocks();
    }

    WaveformNetwork size(String name) {
        return sizes().stream().filter(a -> a.size().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public List<LayerNumbering> layerNumberings() {
        return List.of(
                new LayerNumbering("transformers", "hidden_states", 0, ""),
                new LayerNumbering("s3prl", "hidden_states", 0, "its first one comes before the positions"));
    }
}
