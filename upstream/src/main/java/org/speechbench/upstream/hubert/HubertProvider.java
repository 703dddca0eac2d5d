package org.speechbench.upstream.hubert;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.CheckpointCard;
import org.speechbench.upstream.PortableProvider;
import org.speechbench.upstream.PretrainableProvider;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamOptions;
import org.speechbench.upstream.finetune.CtcRecognizer;
import org.speechbench.upstream.finetune.Finetunable;
import org.speechbench.upstream.finetune.FinetunableProvider;
import org.speechbench.upstream.finetune.FinetuneOptions;
import org.speechbench.upstream.model.CtcModel;
import org.speechbench.upstream.model.MaskedPredictionModel;
import org.speechbench.upstream.model.ModelBudget;
import org.speechbench.upstream.model.SavedModel;
import org.speechbench.upstream.model.TransformerUpstream;
import org.speechbench.upstream.portable.StatedSettings;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.TrainingCost;

/** {@code hubert}: the waveform model that the others are measured against. */
public final class HubertProvider implements PretrainableProvider, PortableProvider, FinetunableProvider {
    static final String NAME = "hubert";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> sizes() {
        return HubertSizes.NAMES;
    }

    @Override
    public UpstreamCard card(String size) {
        return HubertSizes.of(size).card();
    }

    @Override
    public void check(UpstreamOptions options) {
        StatedSettings.requireNone(options.settings());
        HubertSizes.of(options.size(), options.settings());
    }

    @Override
    public Upstream open(EngineContext engine, UpstreamOptions options) {
        WaveformInput reader = new WaveformInput();
        if (options.checkpoint() == null) {
            check(options);
            HubertArchitecture architecture = HubertSizes.of(options.size(), options.settings());
            return TransformerUpstream.random(engine, architecture, reader, options, InputNormalization.NONE);
        }
        StatedSettings stated = StatedSettings.of(options.settings());
        HubertCheckpoint model = HubertCheckpoint.read(options.checkpoint(), options.size(), stated);
        HubertArchitecture architecture = variant(model.architecture(), stated.rest());
        return TransformerUpstream.of(
                engine, architecture, reader, options, model.normalization(), model.values(), model.usesLabels());
    }

    /** How padding is read is a choice at each use of a model, not a property of its weights. */
    private static HubertArchitecture variant(HubertArchitecture saved, Map<String, String> chosen) {
        Map<String, String> settings = new HashMap<>(saved.variant().settings());
        settings.putAll(chosen);
        return saved.with(HubertVariant.of(settings));
    }

    @Override
    public Finetunable finetunable(
            EngineContext engine, UpstreamOptions options, FinetuneOptions training, List<String> symbols) {
        WaveformInput reader = new WaveformInput();
        if (options.checkpoint() == null) {
            StatedSettings.requireNone(options.settings());
            HubertArchitecture architecture = HubertSizes.of(options.size(), options.settings());
            return CtcModel.fresh(
                    engine, architecture, reader, options, training, symbols, InputNormalization.NONE, Map.of());
        }
        StatedSettings stated = StatedSettings.of(options.settings());
        HubertCheckpoint model = HubertCheckpoint.read(options.checkpoint(), options.size(), stated);
        HubertArchitecture architecture = variant(model.architecture(), stated.rest());
        Map<String, float[]> backbone = SavedModel.backbone(architecture, model.values());
        return CtcModel.fresh(
                engine, architecture, reader, options, training, symbols, model.normalization(), backbone);
    }

    @Override
    public CtcRecognizer recognizer(EngineContext engine, UpstreamOptions options) {
        SavedModel model = SavedModel.recognizer(options, NAME);
        HubertArchitecture saved = HubertCheckpoint.architecture(model);
        model.requireFits(saved);
        return CtcModel.trained(
                engine,
                variant(saved, options.settings()),
                new WaveformInput(),
                options,
                model.symbols(),
                model.normalization(),
                model.values());
    }

    @Override
    public CheckpointCard inspect(Path checkpoint, String size, Map<String, String> settings) {
        return HubertCheckpoint.read(checkpoint, size, StatedSettings.of(settings))
                .card();
    }

    @Override
    public CheckpointCard importCheckpoint(Path source, Path target, String size, Map<String, String> settings) {
        HubertCheckpoint model = HubertCheckpoint.read(source, size, StatedSettings.of(settings));
        model.write(target);
        return model.card();
    }

    @Override
    public CheckpointCard exportCheckpoint(Path source, Path target, boolean newWeightNorm) {
        HubertCheckpoint model = HubertCheckpoint.read(source, "", StatedSettings.of(Map.of()));
        HuggingFaceFolder.write(target, model, newWeightNorm);
        return model.card();
    }

    @Override
    public TrainingCost trainingCost(UpstreamOptions options, int classes, double seconds) {
        return new ModelBudget(HubertSizes.of(options.size(), options.settings()), classes).trainingCost(seconds);
    }

    @Override
    public PublishedSchedule publishedSchedule(UpstreamOptions options) {
        return HubertSchedules.of(HubertSizes.of(options.size(), options.settings()));
    }

    @Override
    public Pretrainable pretrainable(
            EngineContext engine, UpstreamOptions options, PretrainOptions training, int classes) {
        HubertArchitecture architecture = HubertSizes.of(options.size(), options.settings());
        return MaskedPredictionModel.random(engine, architecture, options, training, classes);
    }
}
