package org.speechbench.upstream.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.StoredWeights;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.finetune.CtcRecognizer;
import org.speechbench.upstream.finetune.Finetunable;
import org.speechbench.upstream.finetune.FinetuneOptions;
import org.speechbench.upstream.finetune.Finetuning;
import org.speechbench.upstream.model.TransformerUpstream.InputReader;
import org.speechbench.upstream.pretrain.Distillable;
import org.speechbench.upstream.pretrain.ObjectiveScript;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.StepFlops;
import org.speechbench.upstream.targets.Knowledge;
import org.speechbench.upstream.targets.Teaching;

/** A provider of models with the shared encoder, which can be probed, pre-trained and fine-tuned. */
public abstract class TransformerProvider<A extends Architecture>
        implements UpstreamProvider, Distillable, Teaching, Finetuning, StoredWeights {
    private final SettingsSchema schema;
    private final List<String> sizes;

    /** @param schema of the settings, with the name of the provider */
    protected TransformerProvider(SettingsSchema schema, List<String> sizes) {
        this.schema = schema;
        this.sizes = List.copyOf(sizes);
    }

    /** The architecture of a spec with random weights. */
    protected abstract A random(UpstreamSpec spec);

    /** The architecture of a model folder of this suite. */
    protected abstract A saved(ModelFolder folder);

    /**
     * A checkpoint of another toolkit.
     *
     * @throws UserError if it is none that can be read, or there is no other toolkit that has the model
     */
    protected TransformerCheckpoint<A> foreign(Path place, Settings settings) {
        throw new UserError(
                place + " is no model folder of " + name() + ".",
                "Name a folder that 'speechbench pretrain' or 'speechbench finetune' has written.");
    }

    /**
     * A checkpoint of another toolkit as a size that is asked for, if that size is a part of it.
     *
     * @param size empty for any
     */
    protected TransformerCheckpoint<A> sized(TransformerCheckpoint<A> foreign, String size) {
        return foreign;
    }

    /** What turns waveforms into the input of the front end. */
    protected abstract InputReader reader(EngineContext engine);

    /** The normalisation of the input if there was no training. */
    protected InputNormalization untrained() {
        return InputNormalization.NONE;
    }

    /** A saved architecture with those settings of the spec that are a choice at each use of a model. */
    protected A chosen(A saved, UpstreamSpec spec) {
        return saved;
    }

    /** @throws UserError if the user's settings contradict a model folder's configuration */
    protected void requireAgreement(Path folder, A saved, Settings settings) {}

    @Override
    public final String name() {
        return schema.provider();
    }

    @Override
    public final List<String> sizes() {
        return sizes;
    }

    @Override
    public final SettingsSchema settings() {
        return schema;
    }

    @Override
    public final UpstreamCard describe(UpstreamSpec spec) {
        return model(spec).card();
    }

    @Override
    public final Upstream open(EngineContext engine, UpstreamSpec spec) {
        TransformerCheckpoint<A> model = model(spec);
        return new TransformerUpstream(engine, model, reader(engine), spec);
    }

    @Override
    public final Finetunable finetunable(
            EngineContext engine, UpstreamSpec spec, FinetuneOptions training, List<String> symbols) {
        TransformerCheckpoint<A> model = model(spec);
        return CtcModel.fresh(engine, model, reader(engine), spec, training, symbols);
    }

    @Override
    public final CtcRecognizer recognizer(EngineContext engine, UpstreamSpec spec) {
        ModelFolder folder = ModelFolder.recognizer(spec);
        A saved = saved(folder);
        folder.requireFits(saved);
        A own = chosen(saved, spec);
        folder.requireFits(own);
        return CtcModel.trained(engine, own, reader(engine), spec, folder);
    }

    @Override
    public final StepFlops stepFlops(UpstreamSpec spec, int classes, double seconds) {
        return new ModelBudget(random(spec), classes).stepFlops(seconds);
    }

    @Override
    public Pretrainable pretrainable(EngineContext engine, UpstreamSpec spec, PretrainOptions training, int classes) {
        return NetworkInTraining.random(engine, random(spec), spec, training, classes);
    }

    @Override
    public final Pretrainable learner(
            EngineContext engine, UpstreamSpec spec, PretrainOptions training, ObjectiveScript objective) {
        return NetworkInTraining.random(engine, random(spec), spec, training, objective);
    }

    /** The number of classes is that of a checkpoint; without one, the model is still to be pre-trained. */
    @Override
    public final Facts facts(UpstreamSpec spec) {
        TransformerCheckpoint<A> model = model(spec);
        return TransformerTeacher.facts(model.architecture(), spec.isRandom() ? Facts.UNKNOWN : model.classes());
    }

    @Override
    public final Network teacher(EngineContext engine, UpstreamSpec spec, Knowledge wanted) {
        return new TransformerTeacher(engine, model(spec), reader(engine), spec, wanted);
    }

    /** Implements {@link org.speechbench.upstream.CheckpointExchange#importCheckpoint}. */
    public final UpstreamCard importCheckpoint(UpstreamSpec source, Path target) {
        TransformerCheckpoint<A> model = read(source);
        model.write(target);
        return model.card();
    }

    @Override
    public final Map<String, float[]> weights(UpstreamSpec spec) {
        if (spec.isRandom()) {
            throw new UserError("Upstream " + name() + " has no weights without a checkpoint.", "Name a checkpoint.");
        }
        return read(spec).values();
    }

    /**
     * The model of a spec, with the settings that are a choice at each use of it.
     *
     * @throws UserError if there is none, or it does not fit
     */
    protected final TransformerCheckpoint<A> model(UpstreamSpec spec) {
        if (spec.isRandom()) {
            return TransformerCheckpoint.random(random(spec), untrained());
        }
        TransformerCheckpoint<A> read = read(spec);
        return read.with(chosen(read.architecture(), spec));
    }

    /**
     * Reads a model folder of this suite, or a checkpoint of another toolkit.
     *
     * @param spec with the place, what the user states about a checkpoint that does not record it and, if not empty,
     *     the size that the network must have
     * @throws UserError if there is none, or it does not fit
     */
    protected final TransformerCheckpoint<A> read(UpstreamSpec spec) {
        Path place = Objects.requireNonNull(spec.checkpointPath());
        Settings settings = schema.read(spec);
        if (!ModelFolder.isOurs(place)) {
            TransformerCheckpoint<A> read = sized(foreign(place, settings), spec.size());
            ModelFolder.requireSize(place, spec.size(), read.architecture().size());
            return read;
        }
        Path folder = ModelFolder.of(place);
        ModelFolder model = ModelFolder.read(folder, name(), spec.size());
        A saved = saved(model);
        model.requireFits(saved);
        requireAgreement(folder, saved, settings);
        return new TransformerCheckpoint<>(
                saved, model.classes(), model.normalization(), model.values(), ModelFolder.told(folder));
    }
}
