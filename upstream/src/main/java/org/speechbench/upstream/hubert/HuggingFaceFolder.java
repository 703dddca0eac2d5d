package org.speechbench.upstream.hubert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.upstream.checkpoint.CheckpointStore;
import org.speechbench.upstream.checkpoint.LabelUse;
import org.speechbench.upstream.checkpoint.ParameterSpec;
import org.speechbench.upstream.checkpoint.Safetensors;
import org.speechbench.upstream.checkpoint.TensorFile;
import org.speechbench.upstream.checkpoint.TensorSource;
import org.speechbench.upstream.checkpoint.WholeFolder;

/**
 * A model folder as Hugging Face's transformers keep it: {@code config.json}, {@code model.safetensors} (or
 * {@code pytorch_model.bin}), and {@code preprocessor_config.json}, which says whether samples are normalised.
 */
final class HuggingFaceFolder {
    static final String MODEL_TYPE = "hubert";

    /** Our own key beside theirs: the epsilon of the sample normalisation, which theirs does not tell. */
    static final String WAVES = "speechbench_wave_normalization";

    private static final String PYTORCH = "pytorch_model.bin";
    private static final String PREPROCESSOR = "preprocessor_config.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private HuggingFaceFolder() {}

    /** Whether a folder has a configuration of Hugging Face's, for whatever model. */
    static boolean is(Path folder) {
        Path config = folder.resolve(CheckpointStore.CONFIG);
        return Files.isRegularFile(config) && json(config).has("model_type");
    }

    /** @throws UserError if it is no HuBERT, has settings that ours has not, or its tensors do not fit */
    static HubertCheckpoint read(Path folder) {
        Path place = folder.resolve(CheckpointStore.CONFIG);
        JsonNode config = json(place);
        String type = config.path("model_type").asText();
        if (!type.equals(MODEL_TYPE)) {
            throw new UserError(
                    place + " describes a model of type '" + type + "', wanted '" + MODEL_TYPE + "'.",
                    "Use a checkpoint of a HuBERT.");
        }
        HubertArchitecture architecture =
                HuggingFaceConfig.architecture(place.toString(), config, waves(folder, config));
        TensorFile file = TensorFile.open(weights(folder));
        Map<String, String> names = TensorNames.HUGGING_FACE.ours(file.tensors().keySet());
        return HubertCheckpoint.of(architecture, 0, file, names, HuggingFaceConfig.masks(config));
    }

    private static Path weights(Path folder) {
        for (String name : List.of(CheckpointStore.WEIGHTS, PYTORCH)) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        throw new UserError(
                folder + " has neither " + CheckpointStore.WEIGHTS + " nor " + PYTORCH + ".",
                "Put the weights there, in one file.");
    }

    /** Without a preprocessor's configuration: as published, normalised for a layer-norm front end (Large) only. */
    private static WaveNormalization waves(Path folder, JsonNode config) {
        if (config.has(WAVES)) {
            return WaveNormalization.of(config.get(WAVES).asText());
        }
        Path file = folder.resolve(PREPROCESSOR);
        boolean layerNorm = config.path("feat_extract_norm").asText().equals("layer");
        // The default of the key itself is Hugging Face's.
        boolean normalize =
                Files.isRegularFile(file) ? json(file).path("do_normalize").asBoolean(true) : layerNorm;
        return normalize ? WaveNormalization.HUGGING_FACE : WaveNormalization.NONE;
    }

    private static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /**
     * Writes a folder, which appears as a whole: the backbone, without heads.
     *
     * @param newWeightNorm names of PyTorch's parametrisations instead of {@code weight_g} and {@code weight_v}
     * @param usesLabels whether the model has seen transcripts or phones; a key of our own beside theirs
     */
    static void write(Path folder, HubertCheckpoint model, boolean newWeightNorm, boolean usesLabels) {
        Map<String, Object> config = HuggingFaceConfig.of(model.architecture());
        if (usesLabels) {
            config.put(LabelUse.SECTION, Map.of(LabelUse.KEY, true));
        }
        Map<String, TensorSource> tensors = new LinkedHashMap<>();
        for (ParameterSpec spec : model.backbone()) {
            tensors.put(TensorNames.huggingFace(spec.name(), newWeightNorm), model.source(spec));
        }
        try {
            Path aside = WholeFolder.aside(folder);
            try {
                // Without this word transformers refuse the file.
                Safetensors.write(aside.resolve(CheckpointStore.WEIGHTS), tensors, Map.of("format", "pt"));
                Files.write(aside.resolve(CheckpointStore.CONFIG), JSON.writeValueAsBytes(config));
                Files.write(aside.resolve(PREPROCESSOR), JSON.writeValueAsBytes(preprocessor(model.architecture())));
                WholeFolder.move(aside, folder);
            } finally {
                WholeFolder.delete(aside);
            }
        } catch (IOException e) {
            throw UserError.unwritable(folder, e);
        }
    }

    private static Map<String, Object> preprocessor(HubertArchitecture a) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("feature_extractor_type", "Wav2Vec2FeatureExtractor");
        json.put("feature_size", 1);
        json.put("sampling_rate", 16_000);
        json.put("padding_side", "right");
        json.put("padding_value", 0.0);
        json.put("do_normalize", a.waves() != WaveNormalization.NONE);
        json.put("return_attention_mask", a.layerNorm());
        return json;
    }
}
