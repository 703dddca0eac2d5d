package org.speechbench.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.FinetuneEntry;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.targets.ModelReference;
import org.speechbench.upstream.targets.StateCache;
import org.speechbench.upstream.targets.TargetContext;

/** What an experiment offers to the targets of one pre-training. */
final class ExperimentTargets implements TargetContext {
    private static final String CHECKPOINT = "checkpoint";
    private static final String FIRST = "initial_checkpoint";

    private final Planning planning;
    private final SeededLabel model;
    private final BadItems bad;
    private final @Nullable Map<String, Path> models;
    private final FeatureCache states;
    private final Map<String, Path> files = new LinkedHashMap<>();

    /**
     * @param model the model that is pre-trained
     * @param models the folders of finished models by the names of their trainings; null while the run is planned
     * @param states where hidden states are kept
     */
    ExperimentTargets(
            Planning planning,
            SeededLabel model,
            BadItems bad,
            @Nullable Map<String, Path> models,
            FeatureCache states) {
        this.planning = planning;
        this.model = model;
        this.bad = bad;
        this.models = models;
        this.states = states;
    }

    @Override
    public long seed() {
        return model.seed();
    }

    @Override
    public Upstreams upstreams() {
        return planning.services().upstreams();
    }

    @Override
    public StateCache cache() {
        return new CachedStates(states);
    }

    @Override
    public BadItems bad() {
        return bad;
    }

    @Override
    public UpstreamSpec upstream(ModelReference reference) {
        return upstream(reference, CHECKPOINT);
    }

    /** The upstream whose weights a student begins with, which may be the one that it learns from. */
    UpstreamSpec first(ModelReference reference) {
        return upstream(reference, FIRST);
    }

    private UpstreamSpec upstream(ModelReference reference, String key) {
        ExperimentConfig config = planning.config();
        SeededLabel source = config.source(model, reference.from());
        if (source == null) {
            Path folder = Path.of(reference.checkpoint());
            CheckpointName name = CheckpointName.of(folder, reference.provider(), reference.size());
            files.put(key, folder.resolve(CheckpointStore.CONFIG));
            return config.spec(name.provider(), name.size(), Map.of()).from(folder);
        }
        UpstreamSpec untrained = untrained(config, reference.from());
        if (models == null) {
            return untrained;
        }
        Path trained = models.get(source.name());
        if (trained == null) {
            throw new UserError("Training of " + source.name() + " has no model.", "Train it first.");
        }
        return untrained.from(trained);
    }

    private static UpstreamSpec untrained(ExperimentConfig config, String from) {
        PretrainEntry pretrained = config.pretrain().get(from);
        if (pretrained != null) {
            return config.spec(pretrained);
        }
        FinetuneEntry tuned = config.finetune().get(from);
        if (tuned == null) {
            throw new UserError("There is no training " + from + ".", "Add it, or name another.");
        }
        return config.spec(tuned);
    }

    @Override
    public Path file(String key, String relative) {
        Path file = required("targets." + key, relative);
        files.put(key, file);
        return file;
    }

    /**
     * A file below the data folder.
     *
     * @param key of the pre-training that names it
     * @throws UserError if there is no such file
     */
    Path required(String key, String relative) {
        Path file = planning.corpora().data().file(relative);
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    "pretrain." + model.label() + "." + key + ": there is no file " + relative + " in the data folder.",
                    "Correct the path.");
        }
        return file;
    }

    /** Whether the targets have asked for a model that the experiment does not train. */
    boolean areFromElsewhere() {
        return files.containsKey(CHECKPOINT) || files.containsKey(FIRST);
    }

    /**
     * The digests of the files that the targets have asked for so far, by the keys that name them; the configuration of a
     * model folder stands for its weights.
     */
    Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        files.forEach((key, file) -> {
            if (Files.isRegularFile(file)) {
                contents.put(key, Digests.sha256(file));
            }
        });
        return contents;
    }
}
