package org.speechbench.upstream.hubert;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.speechbench.core.UserError;
import org.speechbench.upstream.InputNormalization;
import org.speechbench.upstream.checkpoint.CheckpointStore;
import org.speechbench.upstream.checkpoint.LabelUse;
import org.speechbench.upstream.checkpoint.LazyValues;
import org.speechbench.upstream.checkpoint.ParameterSpec;
import org.speechbench.upstream.checkpoint.TensorData;
import org.speechbench.upstream.checkpoint.TensorDifferences;
import org.speechbench.upstream.checkpoint.TensorFile;
import org.speechbench.upstream.checkpoint.TensorInfo;
import org.speechbench.upstream.checkpoint.TensorSource;
import org.speechbench.upstream.transformer.SavedModel;

/**
 * A HuBERT on disk whose tensors fit its architecture, whoever wrote it. Weights are read when they are asked for.
 *
 * @param classes of the head; 0 for a backbone alone
 * @param values parameters by our names
 */
record HubertCheckpoint(
        HubertArchitecture architecture, int classes, InputNormalization normalization, Map<String, float[]> values) {
    private static final String MASK = "mask_embedding";

    /**
     * Reads a model folder of ours, one of Hugging Face's, or a file of weights of torchaudio, fairseq or Hugging Face.
     *
     * @param size that the network must have; empty for any
     * @param heads attention heads of a file that does not tell them; 0 where it does, or for heads of 64
     * @throws UserError if there is none, or it does not fit
     */
    static HubertCheckpoint read(Path place, String size, int heads) {
        if (Files.isRegularFile(place)) {
            return sized(place, size, StateDict.read(place, heads));
        }
        if (HuggingFaceFolder.is(place)) {
            return sized(place, size, HuggingFaceFolder.read(place));
        }
        SavedModel model = SavedModel.read(place, HubertProvider.NAME, size);
        HubertArchitecture architecture = HubertSettings.architecture(model.size(), model.settings());
        model.requireFits(architecture);
        return new HubertCheckpoint(architecture, model.classes(), model.normalization(), model.values());
    }

    private static HubertCheckpoint sized(Path place, String size, HubertCheckpoint checkpoint) {
        String got = checkpoint.architecture().size();
        if (!size.isEmpty() && !got.equals(size)) {
            throw new UserError(
                    "The model at " + place + " has size '" + got + "', wanted '" + size + "'.",
                    "Leave the size out, or name its own.");
        }
        return checkpoint;
    }

    /**
     * A checkpoint from tensors of another toolkit.
     *
     * @param names our names to those of the file
     * @param needsMask whether the mask embedding must be there; else zeros stand for it, which encoding never uses
     * @throws UserError that lists every tensor that is missing, superfluous or misshaped
     */
    static HubertCheckpoint of(
            HubertArchitecture architecture,
            int classes,
            TensorFile file,
            Map<String, String> names,
            boolean needsMask) {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        names.forEach((ours, theirs) ->
                tensors.put(ours, Objects.requireNonNull(file.tensors().get(theirs))));
        boolean zeros = !needsMask && !tensors.containsKey(MASK);
        int width = architecture.encoder().size();
        if (zeros) {
            tensors.put(MASK, new TensorInfo("F32", new long[] {width}));
        }
        TensorDifferences.requireNone(
                HubertProvider.NAME + " " + architecture.size(), SavedModel.parameters(architecture, classes), tensors);
        LazyValues values = new LazyValues(
                tensors.keySet(),
                name -> zeros && name.equals(MASK)
                        ? new float[width]
                        : file.read(Objects.requireNonNull(names.get(name))).floats());
        return new HubertCheckpoint(architecture, classes, InputNormalization.NONE, values);
    }

    /** Names, shapes and initialisation of the backbone's parameters. */
    List<ParameterSpec> backbone() {
        return SavedModel.parameters(architecture, 0);
    }

    /**
     * Writes or replaces a model folder of ours, with the head if there is one.
     *
     * @param usesLabels whether the model has seen transcripts or phones, see {@link LabelUse}
     */
    void write(Path folder, boolean usesLabels) {
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        for (ParameterSpec spec : SavedModel.parameters(architecture, classes)) {
            sources.put(spec.name(), source(spec));
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("provider", architecture.provider());
        config.put("size", architecture.size());
        config.put("settings", architecture.settings());
        config.put("classes", classes);
        config.put("normalization", normalization.config());
        // Nothing is said where nothing is known: a checkpoint of elsewhere does not tell.
        if (usesLabels) {
            config.put(LabelUse.SECTION, Map.of(LabelUse.KEY, true));
        }
        CheckpointStore.write(folder, sources, config);
    }

    /** A parameter as a tensor to be written. */
    TensorSource source(ParameterSpec spec) {
        return new TensorSource() {
            @Override
            public String dtype() {
                return "F32";
            }

            @Override
            public long[] shape() {
                return spec.shape();
            }

            @Override
            public ByteBuffer bytes() {
                float[] v = Objects.requireNonNull(values.get(spec.name()), spec.name());
                return TensorData.of(v, spec.shape()).bytes();
            }
        };
    }
}
