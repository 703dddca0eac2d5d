package org.speechbench.upstream.hubert;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.LazyValues;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.TensorDifferences;
import org.speechbench.engine.checkpoint.TensorFile;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.engine.checkpoint.TensorSource;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.SettingsSchema;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.model.SavedModel;
import org.speechbench.upstream.portable.FoundTensors;
import org.speechbench.upstream.portable.ModelFolder;
import org.speechbench.upstream.portable.StatedSettings;

/**
 * A HuBERT on disk whose tensors fit its architecture, from whichever toolkit. Weights are read on demand.
 *
 * @param classes of the head; 0 for a backbone alone
 * @param values parameters by the names of this suite
 * @param told by the checkpoint about itself, and how it was read
 */
record HubertCheckpoint(
        HubertArchitecture architecture,
        int classes,
        InputNormalization normalization,
        Map<String, float[]> values,
        CheckpointFacts told) {
    private static final String MASK = "mask_embedding";
    private static final String CONV_BIAS = "feature_extractor.conv_layers.0.conv.bias";

    /**
     * Reads a model folder of this suite, one of Hugging Face's, or a file of weights of torchaudio, fairseq, s3prl or
     * Hugging Face.
     *
     * @param spec with the place and, if not empty, the size that the network must have
     * @param schema of what the spec may state about a checkpoint that does not record it
     * @throws UserError if there is none, or it does not fit
     */
    static HubertCheckpoint read(UpstreamSpec spec, SettingsSchema schema) {
        Path place = Objects.requireNonNull(spec.checkpointPath());
        Optional<StatedSettings> stated = StatedSettings.of(schema.read(spec));
        if (!ModelFolder.isOurs(place)) {
            HubertCheckpoint read = ForeignHubert.read(place, stated);
            ModelFolder.requireSize(place, spec.size(), read.architecture().size());
            return read;
        }
        Path folder = ModelFolder.of(place);
        SavedModel model = SavedModel.read(folder, HubertProvider.NAME, spec.size());
        HubertArchitecture architecture = architecture(model);
        model.requireFits(architecture);
        ModelConfig.requireAgreement(folder, architecture, stated);
        return new HubertCheckpoint(
                architecture, model.classes(), model.normalization(), model.values(), ModelFolder.told(folder));
    }

    /**
     * The architecture of a model folder of this suite. Whether convolutions have a bias is not recorded in the
     * configuration, so it is derived from the weights.
     */
    static HubertArchitecture architecture(SavedModel model) {
        return HubertSettings.architecture(model.size(), model.settings())
                .withConvBias(model.tensors().containsKey(CONV_BIAS));
    }

    /**
     * A checkpoint from tensors of another toolkit.
     *
     * @param place for messages
     * @param names maps the names of this suite to those of the file
     * @param needsMask whether the mask embedding must be present; otherwise zeros replace it, which encoding never
     *     uses
     * @throws UserError that lists every tensor that is missing, superfluous or misshaped
     */
    static HubertCheckpoint of(
            String place,
            HubertArchitecture architecture,
            int classes,
            TensorFile file,
            Map<String, String> names,
            boolean needsMask) {
        FoundTensors found = FoundTensors.of(file, names);
        Map<String, TensorInfo> tensors = new LinkedHashMap<>(found.infos());
        boolean zeros = !needsMask && !tensors.containsKey(MASK);
        int width = architecture.encoder().size();
        if (zeros) {
            tensors.put(MASK, new TensorInfo("F32", new long[] {width}));
        }
        TensorDifferences.requireNone(
                place,
                HubertProvider.NAME + " " + architecture.size(),
                SavedModel.parameters(architecture, classes),
                tensors);
        LazyValues weights = found.values();
        LazyValues values = new LazyValues(
                tensors.keySet(),
                name -> zeros && name.equals(MASK) ? new float[width] : Objects.requireNonNull(weights.get(name)));
        return new HubertCheckpoint(architecture, classes, InputNormalization.NONE, values, CheckpointFacts.NONE);
    }

    /** The same checkpoint with the facts that its file records. */
    HubertCheckpoint telling(CheckpointFacts facts) {
        return new HubertCheckpoint(architecture, classes, normalization, values, facts);
    }

    UpstreamCard card() {
        return architecture.card().with(told);
    }

    /** Names, shapes and initialisation of the backbone's parameters. */
    List<ParameterSpec> backbone() {
        return SavedModel.parameters(architecture, 0);
    }

    /** Writes or replaces a model folder of this suite, with the head if there is one. */
    void write(Path folder) {
        ModelFolder.write(folder, architecture, classes, normalization, values, told);
    }

    /** A parameter as a tensor to be written. */
    TensorSource source(ParameterSpec spec) {
        return ModelFolder.source(spec, values);
    }
}
