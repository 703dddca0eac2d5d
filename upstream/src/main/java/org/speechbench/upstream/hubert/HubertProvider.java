package org.speechbench.upstream.hubert;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.upstream.CheckpointExchange;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.PublishedSchedule.Stage;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.model.TransformerProvider;
import org.speechbench.upstream.model.TransformerUpstream.InputReader;
import org.speechbench.upstream.model.WaveformInput;
import org.speechbench.upstream.portable.StatedSettings;

/** The upstream {@code hubert}: the waveform model that the others are compared with. */
public final class HubertProvider extends TransformerProvider<HubertArchitecture> implements CheckpointExchange {
    static final String NAME = "hubert";
    private static final String CONV_BIAS = "feature_extractor.conv_layers.0.conv.bias";

    /** 1.4 million samples on each of 32 GPUs (Hsu et al., arXiv 2106.07447, and fairseq's configurations). */
    private static final double BASE_SECONDS = 32 * 1_400_000 / 16_000.0;
    /** 900,000 samples on each of 128 GPUs. */
    private static final double LARGE_SECONDS = 128 * 900_000 / 16_000.0;

    private static final PublishedSchedule BASE = new PublishedSchedule(List.of(
            Stage.ofUpdates(
                    "iteration 1", 250_000, BASE_SECONDS, "arXiv 2106.07447, fairseq hubert_base_librispeech.yaml"),
            Stage.ofUpdates(
                    "iteration 2", 400_000, BASE_SECONDS, "arXiv 2106.07447, fairseq hubert_base_librispeech.yaml")));

    /** Its targets come from Base, whose pre-training is not counted here. */
    private static final PublishedSchedule LARGE = new PublishedSchedule(List.of(Stage.ofUpdates(
            "on clusters of Base", 400_000, LARGE_SECONDS, "arXiv 2106.07447, fairseq hubert_large_librivox.yaml")));

    public HubertProvider() {
        super(
                new SettingsSchema(
                        NAME,
                        Stream.concat(HubertVariant.SETTINGS.settings().stream(), StatedSettings.SETTINGS.stream())
                                .toList()),
                HubertSizes.NAMES);
    }

    @Override
    protected HubertArchitecture random(UpstreamSpec spec) {
        return HubertSizes.of(spec.size(), spec.settings());
    }

    /** Whether convolutions have a bias is not recorded in the configuration, so it is derived from the weights. */
    @Override
    protected HubertArchitecture saved(ModelFolder folder) {
        return HubertSizes.saved(folder.size(), folder.settings())
                .withConvBias(folder.tensors().containsKey(CONV_BIAS));
    }

    @Override
    protected TransformerCheckpoint<HubertArchitecture> foreign(Path place, Settings settings) {
        return ForeignHubert.read(place, StatedSettings.of(settings));
    }

    @Override
    protected InputReader reader(EngineContext engine) {
        return new WaveformInput();
    }

    /** The treatment of padding is a choice at each use of a model, not a property of its weights. */
    @Override
    protected HubertArchitecture chosen(HubertArchitecture saved, UpstreamSpec spec) {
        Map<String, String> settings = new HashMap<>(saved.variant().settings());
        settings.putAll(spec.settings());
        settings.keySet().removeAll(StatedSettings.NAMES);
        return saved.with(HubertVariant.of(settings));
    }

    @Override
    protected void requireAgreement(Path folder, HubertArchitecture saved, Settings settings) {
        Optional<StatedSettings> stated = StatedSettings.of(settings);
        StatedSettings own = saved.stated();
        if (stated.isPresent() && !stated.get().equals(own)) {
            throw new UserError(
                    folder + " has heads " + own.heads() + ", norm_first " + own.normFirst() + " and normalize "
                            + own.normalize() + " by its " + CheckpointStore.CONFIG + ", and others are given.",
                    "Leave heads, norm_first and normalize out.");
        }
    }

    @Override
    public UpstreamCard exportCheckpoint(UpstreamSpec source, Path target, boolean newWeightNorm) {
        TransformerCheckpoint<HubertArchitecture> model = read(source);
        HuggingFaceFolder.write(target, model, newWeightNorm);
        return model.card();
    }

    /** Empty for an architecture that differs from the published ones in more than padding. */
    @Override
    public PublishedSchedule publishedSchedule(UpstreamSpec spec) {
        HubertArchitecture architecture = random(spec);
        if (!architecture.variant().isPublishedButForPadding()) {
            return PublishedSchedule.NONE;
        }
        return switch (architecture.size()) {
            case "base" -> BASE;
            case "large" -> LARGE;
            default -> PublishedSchedule.NONE;
        };
    }
}
