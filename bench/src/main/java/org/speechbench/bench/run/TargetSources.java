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
import org.speechbench.engine.Precision;
import org.speechbench.engine.kmeans.KMeansOptions;
import org.speechbench.upstream.UpstreamOptions;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.finetune.FinetunableProvider;
import org.speechbench.upstream.finetune.PhoneCtcLabels;
import org.speechbench.upstream.labels.FileLabels;
import org.speechbench.upstream.labels.LabelSource;
import org.speechbench.upstream.labels.LayerLabels;
import org.speechbench.upstream.labels.MfccLabels;

/**
 * From what an experiment says of targets to what makes them.
 *
 * @param bad gets lines of label files that cannot be used
 */
record TargetSources(ExperimentConfig config, Services services, EngineContext engine, DataFolder data, BadItems bad) {
    /**
     * Targets of one pre-training.
     *
     * @param models finished model folders by label of pre-training
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

    /** Phones that targets are held against; null for none. */
    @Nullable
    FileLabels phones(PhonesEntry phones) {
        return phones.file().isEmpty() ? null : FileLabels.table(data.file(phones.file()), null, phones.rate());
    }

    private LayerLabels layer(TargetsEntry.KmeansLayer entry, Map<String, Path> models) {
        Source source = Source.of(entry, config, services);
        Path model = model(entry.from(), entry.checkpoint(), models);
        return LayerLabels.of(
                engine,
                source.provider(),
                new UpstreamOptions(
                        source.size(), model, config.seed(), Precision.of(config.precision()), source.settings()),
                entry.layer(),
                KMeansOptions.published(entry.clusters(), config.seed()),
                entry.maxFrames());
    }

    private PhoneCtcLabels phoneCtc(TargetsEntry.PhoneCtc entry, Map<String, Path> models) {
        Source source = recogniser(entry, config, services);
        Path model = model(entry.from(), entry.checkpoint(), models);
        return new PhoneCtcLabels(
                engine,
                (FinetunableProvider) source.provider(),
                new UpstreamOptions(
                        source.size(), model, config.seed(), Precision.of(config.precision()), source.settings()),
                entry.reachSeconds());
    }

    private static Path model(String from, String checkpoint, Map<String, Path> models) {
        Path model = from.isEmpty() ? Path.of(checkpoint) : models.get(from);
        if (model == null) {
            throw new UserError("Training of " + from + " has no model.", "Train it first.");
        }
        return model;
    }

    /** @throws UserError if the upstream is unknown, or cannot be a recogniser */
    static Source recogniser(TargetsEntry.PhoneCtc entry, ExperimentConfig config, Services services) {
        Source source =
                Source.named(entry.from(), entry.checkpoint(), entry.provider(), entry.size(), config, services);
        if (!(source.provider() instanceof FinetunableProvider)) {
            throw new UserError(
                    "Upstream " + source.provider().name() + " cannot be a recogniser.",
                    "Fine-tune fast_hubert or hubert, say.");
        }
        return source;
    }

    /** The upstream that targets come from, before it is there. */
    record Source(UpstreamProvider provider, String size, Map<String, String> settings) {
        /** @throws UserError if the upstream is unknown, or has no such layer */
        static Source of(TargetsEntry.KmeansLayer entry, ExperimentConfig config, Services services) {
            Source source = named(entry.from(), entry.checkpoint(), entry.provider(), entry.size(), config, services);
            LayerLabels.requireLayer(source.provider().card(source.size()), entry.layer());
            return source;
        }

        private static Source named(
                String from,
                String checkpoint,
                String provider,
                String size,
                ExperimentConfig config,
                Services services) {
            PretrainEntry trained = config.pretrain().get(from);
            if (trained != null) {
                return new Source(services.upstreams().get(trained.provider()), trained.size(), trained.settings());
            }
            FinetuneEntry tuned = config.finetune().get(from);
            if (tuned != null) {
                return new Source(services.upstreams().get(tuned.provider()), tuned.size(), Map.of());
            }
            CheckpointName name =
                    provider.isEmpty() ? CheckpointName.read(Path.of(checkpoint)) : new CheckpointName(provider, size);
            return new Source(services.upstreams().get(name.provider()), name.size(), Map.of());
        }
    }
}
