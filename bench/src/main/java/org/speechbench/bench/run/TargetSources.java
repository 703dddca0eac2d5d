package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.FinetuneEntry;
import org.speechbench.bench.config.PhonesEntry;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.bench.config.TargetsEntry;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.kmeans.KMeansOptions;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.finetune.Finetuning;
import org.speechbench.upstream.finetune.PhoneCtcLabels;
import org.speechbench.upstream.labels.FileLabels;
import org.speechbench.upstream.labels.LabelSource;
import org.speechbench.upstream.labels.LayerLabels;
import org.speechbench.upstream.labels.MfccLabels;

/**
 * Creates the sources of targets from their description in an experiment.
 *
 * @param bad receives lines of label files that cannot be used
 */
record TargetSources(ExperimentConfig config, Services services, EngineContext engine, DataFolder data, BadItems bad) {
    /**
     * The source of the targets of a pre-training.
     *
     * @param models the folders of finished models, by label of the pre-training
     * @throws UserError if a checkpoint cannot be opened or a label file does not fit
     */
    LabelSource of(TargetsEntry targets, Map<String, Path> models) {
        if (targets instanceof TargetsEntry.KmeansMfcc mfcc) {
            KMeansOptions clustering = mfcc.asPublished()
                    ? KMeansOptions.published(mfcc.clusters(), config.seed())
                    : KMeansOptions.miniBatch(mfcc.clusters(), config.seed());
            return new MfccLabels(engine, clustering, mfcc.meanFree(), mfcc.maxFrames());
        }
        if (targets instanceof TargetsEntry.KmeansLayer layer) {
            return layer(layer, models);
        }
        if (targets instanceof TargetsEntry.PhoneCtc phones) {
            return phoneCtc(phones, models);
        }
        TargetsEntry.LabelFile file = (TargetsEntry.LabelFile) targets;
        Path labels = data.file(file.labels());
        Path dictionary = file.dictionary().isEmpty() ? null : data.file(file.dictionary());
        FileLabels read = file.manifest().isEmpty()
                ? FileLabels.table(labels, dictionary, file.rate(), bad)
                : FileLabels.fairseq(labels, data.file(file.manifest()), dictionary, file.rate(), bad);
        return read.withUsesLabels(file.usesLabels());
    }

    /** The phones with which targets are compared; null for none. */
    @Nullable
    FileLabels phones(PhonesEntry phones) {
        return phones.file().isEmpty() ? null : FileLabels.table(data.file(phones.file()), null, phones.rate());
    }

    private LayerLabels layer(TargetsEntry.KmeansLayer entry, Map<String, Path> models) {
        UpstreamSpec source = source(entry, config, services);
        Path model = model(entry.from(), entry.checkpoint(), models);
        return LayerLabels.of(
                engine,
                services.upstreams().get(source.provider()),
                source.from(model),
                entry.layer(),
                KMeansOptions.published(entry.clusters(), config.seed()),
                entry.maxFrames());
    }

    private PhoneCtcLabels phoneCtc(TargetsEntry.PhoneCtc entry, Map<String, Path> models) {
        UpstreamSpec source = named(entry.from(), entry.checkpoint(), entry.provider(), entry.size(), config);
        Path model = model(entry.from(), entry.checkpoint(), models);
        return new PhoneCtcLabels(
                engine, recogniser(entry, config, services), source.from(model), entry.reachSeconds());
    }

    private static Path model(String from, String checkpoint, Map<String, Path> models) {
        Path model = from.isEmpty() ? Path.of(checkpoint) : models.get(from);
        if (model == null) {
            throw new UserError("Training of " + from + " has no model.", "Train it first.");
        }
        return model;
    }

    /** @throws UserError if the upstream is unknown, or cannot be used as a recogniser */
    static Finetuning recogniser(TargetsEntry.PhoneCtc entry, ExperimentConfig config, Services services) {
        UpstreamSpec source = named(entry.from(), entry.checkpoint(), entry.provider(), entry.size(), config);
        return services.upstreams().require(source.provider(), Finetuning.class, "be a recogniser");
    }

    /**
     * The upstream that provides the targets, before its model exists.
     *
     * @throws UserError if the upstream is unknown or does not have the layer
     */
    static UpstreamSpec source(TargetsEntry.KmeansLayer entry, ExperimentConfig config, Services services) {
        UpstreamSpec source = named(entry.from(), entry.checkpoint(), entry.provider(), entry.size(), config);
        UpstreamSpec described = entry.checkpoint().isEmpty() ? source : source.from(Path.of(entry.checkpoint()));
        LayerLabels.requireLayer(services.upstreams().describe(described), entry.layer());
        return source;
    }

    private static UpstreamSpec named(
            String from, String checkpoint, String provider, String size, ExperimentConfig config) {
        PretrainEntry trained = config.pretrain().get(from);
        if (trained != null) {
            return config.spec(trained);
        }
        FinetuneEntry tuned = config.finetune().get(from);
        if (tuned != null) {
            return config.spec(tuned.provider(), tuned.size(), Map.of());
        }
        CheckpointName name =
                provider.isEmpty() ? CheckpointName.read(Path.of(checkpoint)) : new CheckpointName(provider, size);
        return config.spec(name.provider(), name.size(), Map.of());
    }
}
