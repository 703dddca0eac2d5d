package org.speechbench.upstream.fasthubert;

import java.nio.file.Path;
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
import org.speechbench.upstream.portable.StatedSettings;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.Pretraining;
import org.speechbench.upstream.pretrain.StepFlops;

/** {@code fast_hubert}: log-mel input, 40 ms frames, linear heads. */
public final class FastHubertProvider implements UpstreamProvider, Pretraining, Finetuning, CheckpointExchange {
    static final String NAME = "fast_hubert";

    private static final SettingsSchema SETTINGS = new SettingsSchema(
            NAME,
            Stream.of(FastHubertSettings.SETTINGS.settings(), StatedSettings.SETTINGS, List.of(CmvnFile.SETTING))
                    .flatMap(List::stream)
                    .toList());

    /**
     * Used in place of training statistics if there was no training: the order of magnitude of log-mel values of speech
     * in 16-bit scale.
     */
    private static final InputNormalization UNTRAINED = new InputNormalization(List.of(14.0), List.of(4.0));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> sizes() {
        return FastHubertSizes.NAMES;
    }

    @Override
    public SettingsSchema settings() {
        return SETTINGS;
    }

    @Override
    public UpstreamCard describe(UpstreamSpec spec) {
        return spec.isRandom()
                ? random(spec).card()
                : FastHubertCheckpoint.read(spec, SETTINGS).card();
    }

    private static FastHubertArchitecture random(UpstreamSpec spec) {
        return FastHubertSizes.of(spec.size(), spec.settings());
    }

    @Override
    public Upstream open(EngineContext engine, UpstreamSpec spec) {
        if (spec.isRandom()) {
            return TransformerUpstream.random(engine, random(spec), new FbankReader(engine), spec, UNTRAINED);
        }
        FastHubertCheckpoint model = FastHubertCheckpoint.read(spec, SETTINGS);
        return TransformerUpstream.of(
                engine,
                model.architecture(),
                new FbankReader(engine),
                spec,
                model.normalization(),
                model.values(),
                model.told().usesLabels());
    }

    @Override
    public UpstreamCard importCheckpoint(UpstreamSpec source, Path target) {
        FastHubertCheckpoint model = FastHubertCheckpoint.read(source, SETTINGS);
        model.write(target);
        return model.card();
    }

    /**
     * Writes the structure of the published code, with the heads of pre-training, because no other toolkit has the
     * model.
     */
    @Override
    public UpstreamCard exportCheckpoint(UpstreamSpec source, Path target, boolean newWeightNorm) {
        FastHubertCheckpoint model = FastHubertCheckpoint.read(source, SETTINGS);
        FastHubertExport.write(target, model, newWeightNorm);
        return model.card();
    }

    @Override
    public StepFlops stepFlops(UpstreamSpec spec, int classes, double seconds) {
        return new ModelBudget(random(spec), classes).stepFlops(seconds);
    }

    @Override
    public PublishedSchedule publishedSchedule(UpstreamSpec spec) {
        return FastHubertSchedules.of(random(spec));
    }

    @Override
    public Pretrainable pretrainable(EngineContext engine, UpstreamSpec spec, PretrainOptions training, int classes) {
        return MaskedPredictionModel.random(engine, random(spec), spec, training, classes);
    }

    @Override
    public Finetunable finetunable(
            EngineContext engine, UpstreamSpec spec, FinetuneOptions training, List<String> symbols) {
        FbankReader reader = new FbankReader(engine);
        if (spec.isRandom()) {
            return CtcModel.fresh(engine, random(spec), reader, spec, training, symbols, UNTRAINED, Map.of());
        }
        FastHubertCheckpoint model = FastHubertCheckpoint.read(spec, SETTINGS);
        return CtcModel.fresh(
                engine, model.architecture(), reader, spec, training, symbols, model.normalization(), model.backbone());
    }

    @Override
    public CtcRecognizer recognizer(EngineContext engine, UpstreamSpec spec) {
        SavedModel model = SavedModel.recognizer(spec);
        FastHubertArchitecture architecture = FastHubertSizes.of(model.size(), model.settings());
        model.requireFits(architecture);
        return CtcModel.trained(
                engine,
                architecture,
                new FbankReader(engine),
                spec,
                model.symbols(),
                model.normalization(),
                model.values());
    }
}
