package org.speechbench.upstream.fasthubert;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.speechbench.core.UserError;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.Settings;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.model.SavedModel;
import org.speechbench.upstream.portable.ModelFolder;

/**
 * A Fast-HuBERT on disk whose tensors fit its architecture, in this suite's format or that of the published code.
 * Weights are read on demand.
 *
 * @param classes of the heads of pre-training; 0 for a backbone alone
 * @param values parameters by the names of this suite
 * @param told by the checkpoint about itself, and how it was read
 */
record FastHubertCheckpoint(
        FastHubertArchitecture architecture,
        int classes,
        InputNormalization normalization,
        Map<String, float[]> values,
        CheckpointFacts told) {
    /**
     * Reads a model folder of this suite, or a file or folder in the structure of the published code.
     *
     * @param spec with the place, what the user states about a checkpoint that does not record it and, if not empty,
     *     the size that the network must have
     * @param schema of the spec's settings
     * @throws UserError if there is none, or it does not fit
     */
    static FastHubertCheckpoint read(UpstreamSpec spec, SettingsSchema schema) {
        Path place = Objects.requireNonNull(spec.checkpointPath());
        Settings settings = schema.read(spec);
        if (!ModelFolder.isOurs(place)) {
            FastHubertCheckpoint read = PublishedFastHubert.read(place, settings);
            ModelFolder.requireSize(place, spec.size(), read.architecture().size());
            return read;
        }
        // The settings of a model of this suite are those that it was trained with.
        Path folder = ModelFolder.of(place);
        SavedModel model = SavedModel.read(folder, FastHubertProvider.NAME, spec.size());
        FastHubertArchitecture architecture = FastHubertSizes.of(model.size(), model.settings());
        model.requireFits(architecture);
        return new FastHubertCheckpoint(
                architecture, model.classes(), model.normalization(), model.values(), ModelFolder.told(folder));
    }

    UpstreamCard card() {
        return architecture.card().with(told);
    }

    /** Parameters of the front end and the encoder only. */
    Map<String, float[]> backbone() {
        return SavedModel.backbone(architecture, values);
    }

    /** Writes or replaces a model folder of this suite, with the heads if there are any. */
    void write(Path folder) {
        ModelFolder.write(folder, architecture, classes, normalization, values, told);
    }
}
