package org.speechbench.upstream.hubert;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.CheckpointExchange;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.finetune.CtcRecognizer;
import org.speechbench.upstream.finetune.Finetunable;
import org.speechbench.upstream.finetune.FinetuneOptions;
import org.speechbench.upstream.finetune.Finetuning;
import org.speechbench.upstream.model.CtcModel;
import org.speechbench.upstream.model.MaskedPredictionModel;
import org.speechbench.upstream.model.ModelBudget;
import org.speechbench.upstream.model.SavedModel;
import org.speechbench.upstream.model.TransformerUpstream;
import org.speechbench.upstream.model.WaveformInput;
import org.speechbench.upstream.portable.StatedSettings;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.Pretraining;
import org.speechbench.upstream.pretrain.StepFlops;

/** The upstream {@code hubert}: the waveform model that the others are compared with. */
public final class HubertProvider implements UpstreamProvider, Pretraining, Finetuning, CheckpointExchange {
    static final String NAME = "hubert";

    private static final SettingsSchema SETTINGS = new SettingsSchema(
            NAME,
            Stream.concat(HubertVariant.SETTINGS.settings().stream(), StatedSettings.SETTINGS.stream())
                    .toList());

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> sizes() {
        return HubertSizes.NAMES;
    }

    @Override
    public SettingsSchema settings() {
        return SETTINGS;
    }

    @Override
    public UpstreamCard describe(UpstreamSpec spec) {
        if (spec.isRandom()) {
            return random(spec).card();
        }
        HubertCheckpoint model = HubertCheckpoint.read(spec, SETTINGS);
        return variant(model.architecture(), spec).card().with(model.told());
    }

    @Override
    public Upstream open(EngineContext engine, UpstreamSpec spec) {
        WaveformInput reader = new WaveformInput();
        if (spec.isRandom()) {
            return TransformerUpstream.random(engine, random(spec), reader, spec, InputNormalization.NONE);
        }
        HubertCheckpoint model = HubertCheckpoint.read(spec, SETTINGS);
        return TransformerUpstream.of(
                engine,
                variant(model.architecture(), spec),
                reader,
                spec,
                model.normalization(),
                model.values(),
                model.told().usesLabels());
    }

    private static HubertArchitecture random(UpstreamSpec spec) {
        return HubertSizes.of(spec.size(), spec.settings());
    }

    /** The treatment of padding is a choice at each use of a model, not a property of its weights. */
    private static HubertArchitecture variant(HubertArchitecture saved, UpstreamSpec chosen) {
        Map<String, String> settings = new HashMap<>(saved.variant().settings());
        settings.putAll(chosen.settings());
        settings.keySet().removeAll(StatedSettings.NAMES);
        return saved.with(HubertVariant.of(settings));
    }

    @Override
    public Finetunable finetunable(
            EngineContext engine, UpstreamSpec spec, FinetuneOptions training, List<String> symbols) {
        WaveformInput reader = new WaveformInput();
        if (spec.isRandom()) {
            return CtcModel.fresh(
                    engine, random(spec), reader, spec, training, symbols, InputNormalization.NONE, Map.of());
        }
        HubertCheckpoint model = HubertCheckpoint.read(spec, SETTINGS);
        HubertArchitecture architecture = variant(model.architecture(), spec);
        Map<String, float[]> backbone = SavedModel.backbone(architecture, model.values());
        return CtcModel.fresh(engine, architecture, reader, spec, training, symbols, model.normalization(), backbone);
    }

    @Override
    public CtcRecognizer recognizer(EngineContext engine, UpstreamSpec spec) {
        SavedModel model = SavedModel.recognizer(spec);
        HubertArchitecture saved = HubertCheckpoint.architecture(model);
        model.requireFits(saved);
        return CtcModel.trained(
                engine,
                variant(saved, spec),
                new WaveformInput(),
                spec,
                model.symbols(),
                model.normalization(),
                model.values());
    }

    @Override
    public UpstreamCard importCheckpoint(UpstreamSpec source, Path target) {
        HubertCheckpoint model = HubertCheckpoint.read(source, SETTINGS);
        model.write(target);
        return model.card();
    }

    @Override
    public UpstreamCard exportCheckpoint(UpstreamSpec source, Path target, boolean newWeightNorm) {
        HubertCheckpoint model = HubertCheckpoint.read(source, SETTINGS);
        HuggingFaceFolder.write(target, model, newWeightNorm);
        return model.card();
    }

    @Override
    public StepFlops stepFlops(UpstreamSpec spec, int classes, double seconds) {
        return new ModelBudget(random(spec), classes).stepFlops(seconds);
    }

    @Override
    public PublishedSchedule publishedSchedule(UpstreamSpec spec) {
        return HubertSchedules.of(random(spec));
    }

    @Override
    public Pretrainable pretrainable(EngineContext engine, UpstreamSpec spec, PretrainOptions training, int classes) {
        return MaskedPredictionModel.random(engine, random(spec), spec, training, classes);
    }
}
