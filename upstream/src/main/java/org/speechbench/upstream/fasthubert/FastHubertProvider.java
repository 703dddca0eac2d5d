package org.speechbench.upstream.fasthubert;

import java.nio.file.Path;
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
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.TrainingCost;

/** {@code fast_hubert}: log-mel input, 40 ms frames, linear heads. */
public final class FastHubertProvider implements PretrainableProvider, PortableProvider, FinetunableProvider {
    static final String NAME = "fast_hubert";

    /**
     * Stands in for training statistics where there was no training: the order of magnitude of log-mel values of speech
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
    public UpstreamCard card(String size) {
        return FastHubertSizes.of(size, Map.of()).card();
    }

    @Override
    public void check(UpstreamOptions options) {
        FastHubertSizes.of(options.size(), options.settings());
    }

    @Override
    public Upstream open(EngineContext engine, UpstreamOptions options) {
        if (options.checkpoint() == null) {
            FastHubertArchitecture architecture = FastHubertSizes.of(options.size(), options.settings());
            return TransformerUpstream.random(engine, architecture, new FbankReader(engine), options, UNTRAINED);
        }
        FastHubertCheckpoint model =
                FastHubertCheckpoint.read(options.checkpoint(), options.size(), options.settings());
        return TransformerUpstream.of(
                engine,
                model.architecture(),
                new FbankReader(engine),
                options,
                model.normalization(),
                model.values(),
                model.usesLabels());
    }

    @Override
    public CheckpointCard inspect(Path checkpoint, String size, Map<String, String> settings) {
        return FastHubertCheckpoint.read(checkpoint, size, settings).card();
    }

    @Override
    public CheckpointCard importCheckpoint(Path source, Path target, String size, Map<String, String> settings) {
        FastHubertCheckpoint model = FastHubertCheckpoint.read(source, size, settings);
        model.write(target);
        return model.card();
    }

    /** Writes the structure of the published code, with the heads of pre-training, since no other toolkit has the model. */
    @Override
    public CheckpointCard exportCheckpoint(Path source, Path target, boolean newWeightNorm) {
        FastHubertCheckpoint model = FastHubertCheckpoint.read(source, "", Map.of());
        FastHubertExport.write(target, model, newWeightNorm);
        return model.card();
    }

    @Override
    public TrainingCost trainingCost(UpstreamOptions options, int classes, double seconds) {
        return new ModelBudget(FastHubertSizes.of(options.size(), options.settings()), classes).trainingCost(seconds);
    }

    @Override
    public PublishedSchedule publishedSchedule(UpstreamOptions options) {
        return FastHubertSchedules.of(FastHubertSizes.of(options.size(), options.settings()));
    }

    @Override
    public Pretrainable pretrainable(
            EngineContext engine, UpstreamOptions options, PretrainOptions training, int classes) {
        FastHubertArchitecture architecture = FastHubertSizes.of(options.size(), options.settings());
        return MaskedPredictionModel.random(engine, architecture, options, training, classes);
    }

    @Override
    public Finetunable finetunable(
            EngineContext engine, UpstreamOptions options, FinetuneOptions training, List<String> symbols) {
        FbankReader reader = new FbankReader(engine);
        if (options.checkpoint() == null) {
            FastHubertArchitecture architecture = FastHubertSizes.of(options.size(), options.settings());
            return CtcModel.fresh(engine, architecture, reader, options, training, symbols, UNTRAINED, Map.of());
        }
        FastHubertCheckpoint model =
                FastHubertCheckpoint.read(options.checkpoint(), options.size(), options.settings());
        return CtcModel.fresh(
                engine,
                model.architecture(),
                reader,
                options,
                training,
                symbols,
                model.normalization(),
                model.backbone());
    }

    @Override
    public CtcRecognizer recognizer(EngineContext engine, UpstreamOptions options) {
        SavedModel model = SavedModel.recognizer(options, NAME);
        FastHubertArchitecture architecture = FastHubertSizes.of(model.size(), model.settings());
        model.requireFits(architecture);
        return CtcModel.trained(
                engine,
                architecture,
                new FbankReader(engine),
                options,
                model.symbols(),
                model.normalization(),
                model.values());
    }
}
