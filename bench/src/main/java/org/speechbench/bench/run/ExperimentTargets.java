package org.speechbench.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.FinetuneEntry;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.targets.ModelReference;
import org.speechbench.upstream.targets.TargetContext;

/**
 * What an experiment offers to the targets of one pre-training.
 *
 * @param label of the pre-training
 * @param models the folders of finished models by the label of their training; null while the run is planned
 */
record ExperimentTargets(
        ExperimentConfig config,
        Upstreams upstreams,
        DataFolder data,
        BadItems bad,
        String label,
        @Nullable Map<String, Path> models)
        implements TargetContext {
    @Override
    public long seed() {
        return config.seed();
    }

    @Override
    public UpstreamSpec upstream(ModelReference model) {
        if (model.from().isEmpty()) {
            Path folder = Path.of(model.checkpoint());
            CheckpointName name = model.provider().isEmpty()
                    ? CheckpointName.read(folder)
                    : new CheckpointName(model.provider(), model.size());
            return config.spec(name.provider(), name.size(), Map.of()).from(folder);
        }
        UpstreamSpec untrained = untrained(model.from());
        if (models == null) {
            return untrained;
        }
        Path trained = models.get(model.from());
        if (trained == null) {
            throw new UserError("Training of " + model.from() + " has no model.", "Train it first.");
        }
        return untrained.from(trained);
    }

    private UpstreamSpec untrained(String from) {
        PretrainEntry pretrained = config.pretrain().get(from);
        if (pretrained != null) {
            return config.spec(pretrained);
        }
        FinetuneEntry tuned = config.finetune().get(from);
        if (tuned == null) {
            throw new UserError("There is no training " + from + ".", "Add it, or name another.");
        }
        return config.spec(tuned.provider(), tuned.size(), Map.of());
    }

    @Override
    public Path file(String key, String relative) {
        return required("targets." + key, relative);
    }

    /**
     * A file below the data folder.
     *
     * @param key of the pre-training that names it
     * @throws UserError if there is no such file
     */
    Path required(String key, String relative) {
        Path file = data.file(relative);
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    "pretrain." + label + "." + key + ": there is no file " + relative + " in the data folder.",
                    "Correct the path.");
        }
        return file;
    }
}
