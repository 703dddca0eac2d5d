package org.speechbench.upstream.waveform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.upstream.CheckpointExchange;
import org.speechbench.upstream.LayerNumbering;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.distill.LayerMatching;
import org.speechbench.upstream.distill.StudentHeads;
import org.speechbench.upstream.model.EncoderSettings;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.StatePredictor;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.model.TransformerProvider;
import org.speechbench.upstream.model.TransformerUpstream.InputReader;
import org.speechbench.upstream.model.WaveformInput;
import org.speechbench.upstream.portable.StatedSettings;
import org.speechbench.upstream.pretrain.Pretraining;

/** A provider of the models of a family. */
public abstract class WaveformProvider extends TransformerProvider<WaveformNetwork>
        implements CheckpointExchange, StudentHeads {
    private static final String CONV_BIAS = "feature_extractor.conv_layers.0.conv.bias";

    private final WaveformFamily family;
    private final NamedSizes sizes;

    protected WaveformProvider(WaveformFamily family) {
        super(schema(family), new NamedSizes(family).names());
        this.family = family;
        this.sizes = new NamedSizes(family);
    }

    private static SettingsSchema schema(WaveformFamily family) {
        List<Setting> settings = new ArrayList<>(new NamedSizes(family).settings());
        settings.addAll(stated(family));
        return new SettingsSchema(family.provider(), settings);
    }

    private static List<Setting> stated(WaveformFamily family) {
        List<Setting> settings = new ArrayList<>(StatedSettings.SETTINGS);
        settings.addAll(family.stated());
        return settings;
    }

    @Override
    public <T> Optional<T> capability(Class<T> type) {
        boolean able = (!type.equals(StudentHeads.class) || family.predicts())
                && (!type.equals(CheckpointExchange.class) || family.exchanges());
        return able && (!type.equals(Pretraining.class) || family.trains()) ? super.capability(type) : Optional.empty();
    }

    @Override
    public final StatePredictor heads(UpstreamSpec student, LayerMatching matching, int width) {
        return family.heads(random(student), matching, width);
    }

    @Override
    public final List<LayerNumbering> layerNumberings() {
        return family.layerNumberings();
    }

    @Override
    protected final WaveformNetwork random(UpstreamSpec spec) {
        return sizes.of(spec.size(), spec.settings());
    }

    /** The weights tell whether convolutions have a bias, and whether there are heads that predict states. */
    @Override
    protected final WaveformNetwork saved(ModelFolder folder) {
        return sizes.saved(folder.size(), folder.settings())
                .withConvBias(folder.tensors().containsKey(CONV_BIAS))
                .with(PredictorTensors.in(family, folder.tensors()));
    }

    @Override
    protected final TransformerCheckpoint<WaveformNetwork> foreign(Path place, Settings settings) {
        if (!family.exchanges()) {
            return super.foreign(place, settings);
        }
        return ForeignWaveform.read(family, place, settings);
    }

    @Override
    protected final InputReader reader(EngineContext engine) {
        return new WaveformInput();
    }

    /**
     * The treatment of padding is a choice at each use of a model, not a property of its weights, which its dimensions
     * are.
     */
    @Override
    protected final WaveformNetwork chosen(WaveformNetwork saved, UpstreamSpec spec) {
        Map<String, String> settings = new HashMap<>(saved.variant().settings());
        settings.putAll(spec.settings());
        stated(family).forEach(setting -> settings.remove(setting.name()));
        NamedSizes.requireAgreement(saved, spec.settings());
        EncoderSettings.RESIZING.forEach(setting -> settings.remove(setting.name()));
        Map<String, String> choices = new HashMap<>();
        family.choices().forEach(setting -> {
            if (settings.remove(setting.name()) != null) {
                choices.put(setting.name(), spec.settings().get(setting.name()));
            }
        });
        WaveformNetwork own = saved.with(WaveformVariant.of(family, settings));
        return family.chosen(own, new SettingsSchema(family.provider(), family.choices()).read(choices));
    }

    @Override
    protected final void requireAgreement(Path folder, WaveformNetwork saved, Settings settings) {
        Optional<StatedSettings> stated = StatedSettings.of(settings);
        StatedSettings own = saved.stated();
        if (stated.isPresent() && !stated.get().equals(own)) {
            throw new UserError(
                    folder + " has heads " + own.heads() + ", norm_first " + own.normFirst() + " and normalize "
                            + own.normalize() + " by its " + CheckpointStore.CONFIG + ", and others are given.",
                    "Leave heads, norm_first and normalize out.");
        }
        for (Setting setting : family.stated()) {
            String has = saved.blocks().settings().getOrDefault(setting.name(), "");
            if (settings.isGiven(setting.name())
                    && !settings.text(setting.name()).equals(has)) {
                throw new UserError(
                        folder + " has " + setting.name() + " " + has + " by its " + CheckpointStore.CONFIG + ", and "
                                + settings.text(setting.name()) + " is given.",
                        "Leave " + setting.name() + " out.");
            }
        }
    }

    @Override
    public final UpstreamCard exportCheckpoint(UpstreamSpec source, Path target, boolean newWeightNorm) {
        TransformerCheckpoint<WaveformNetwork> model = read(source);
        HuggingFaceFolder.write(target, model, newWeightNorm);
        return model.card();
    }
}
