package org.speechbench.upstream.fasthubert;

import java.nio.file.Path;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.LabelUse;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.CheckpointCard;
import org.speechbench.upstream.model.SavedModel;
import org.speechbench.upstream.portable.ModelFolder;

/**
 * A Fast-HuBERT on disk whose tensors fit its architecture, ours or the published code's. Weights are read when they are
 * asked for.
 *
 * @param classes of the heads of pre-training; 0 for a backbone alone
 * @param values parameters by our names
 * @param usesLabels whether the model has seen transcripts or phones, see {@link LabelUse}
 * @param facts how it was read, see {@link CheckpointCard#facts()}
 */
record FastHubertCheckpoint(
        FastHubertArchitecture architecture,
        int classes,
        InputNormalization normalization,
        Map<String, float[]> values,
        boolean usesLabels,
        Map<String, String> facts) {
    /**
     * Reads a model folder of ours, or a file or folder in the structure of the published code.
     *
     * @param size that the network must have; empty for any
     * @param settings what the user says of a checkpoint that does not tell it
     * @throws UserError if there is none, or it does not fit
     */
    static FastHubertCheckpoint read(Path place, String size, Map<String, String> settings) {
        if (!ModelFolder.isOurs(place)) {
            FastHubertCheckpoint read = PublishedFastHubert.read(place, settings);
            ModelFolder.requireSize(place, size, read.architecture().size());
            return read;
        }
        // Settings of a model of ours are those that it was trained with.
        Path folder = ModelFolder.of(place);
        SavedModel model = SavedModel.read(folder, FastHubertProvider.NAME, size);
        FastHubertArchitecture architecture = FastHubertSizes.of(model.size(), model.settings());
        model.requireFits(architecture);
        return new FastHubertCheckpoint(
                architecture,
                model.classes(),
                model.normalization(),
                model.values(),
                LabelUse.of(folder),
                ModelFolder.source(folder));
    }

    CheckpointCard card() {
        return new CheckpointCard(architecture.size(), architecture.card(), usesLabels, facts);
    }

    /** Values of the front end and the encoder alone. */
    Map<String, float[]> backbone() {
        return SavedModel.backbone(architecture, values);
    }

    /** Writes or replaces a model folder of ours, with the heads if there are any. */
    void write(Path folder) {
        ModelFolder.write(folder, architecture, classes, normalization, values, usesLabels, facts);
    }
}
