package org.speechbench.upstream.waveform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.JsonFile;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorSource;
import org.speechbench.engine.checkpoint.WeightFiles;
import org.speechbench.engine.checkpoint.WholeFolder;
import org.speechbench.upstream.OtherModel;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.model.TransformerCheckpoint;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.portable.LabelSection;
import org.speechbench.upstream.portable.NameMap;
import org.speechbench.upstream.portable.PreprocessorConfig;
import org.speechbench.upstream.portable.Told;
import org.speechbench.upstream.portable.ToldSettings.Configured;

/**
 * A model folder in the format of Hugging Face's transformers: {@code config.json} next to the weights, and
 * {@code preprocessor_config.json}, which states whether samples are normalised.
 */
final class HuggingFaceFolder {
    /**
     * A key of this suite in the configuration: the epsilon of the sample normalisation, which Hugging Face's keys do
     * not state.
     */
    static final String WAVES = "speechbench_wave_normalization";

    private static final String TYPE = "model_type";

    /** The names of task classes: {@code HubertForCTC}, {@code HubertForSequenceClassification} and the like. */
    private static final Pattern TASK_CLASS = Pattern.compile("\\w+For(?!PreTraining)\\w+");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;
    private final JsonNode config;
    private final HuggingFaceConfig network;

    private HuggingFaceFolder(WaveformFamily family, Path folder, JsonNode config) {
        this.folder = folder;
        this.config = config;
        Path place = folder.resolve(CheckpointStore.CONFIG);
        String type = config.path(TYPE).asText();
        String wanted = family.names().modelType();
        if (!type.equals(wanted)) {
            throw OtherModel.error(
                    place + " describes a model of type '" + type + "'",
                    ", wanted '" + wanted + "'",
                    "Open it with the upstream that 'speechbench checkpoint inspect' names; if it names none, export the"
                            + " model as TorchScript (docs/any-model.md).");
        }
        this.network = new HuggingFaceConfig(family, place.toString(), config);
    }

    /**
     * The folder of a file of weights; null if it does not contain a configuration of Hugging Face's.
     *
     * @throws UserError if the configuration is another model's although the weights have the name that a folder uses,
     *     or has settings that are not supported
     */
    static @Nullable HuggingFaceFolder beside(WaveformFamily family, Path weights) {
        Path folder = weights.toAbsolutePath().getParent();
        if (folder == null) {
            return null;
        }
        Path file = folder.resolve(CheckpointStore.CONFIG);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        JsonNode config = JsonFile.read(file);
        boolean own = config.path(TYPE).asText().equals(family.names().modelType());
        return own || (WeightFiles.isOfFolder(weights) && config.has(TYPE))
                ? new HuggingFaceFolder(family, folder, config)
                : null;
    }

    Path folder() {
        return folder;
    }

    /** The properties that shapes do not determine and the configurations state. */
    Configured configured() {
        TransformerConfig c = network.transformer();
        return new Configured(
                Optional.of(new Told<>(c.heads(), "by num_attention_heads of " + CheckpointStore.CONFIG)),
                Optional.of(new Told<>(c.preNorm(), "by do_stable_layer_norm of " + CheckpointStore.CONFIG)),
                normalize());
    }

    /** The value of a key of the configuration as text; null if it is missing. */
    @Nullable
    String text(String key) {
        JsonNode value = config.path(key);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    /** The network of the configuration, with the properties that the weights and {@link #configured()} decide. */
    WaveformNetwork network(EncoderBlocks blocks, WaveformShapes shapes, WaveNormalization waves) {
        return network.network(blocks, shapes, waves);
    }

    /** The value of this suite's own key; empty for folders written by other programs. */
    Optional<WaveNormalization> waves() {
        return config.has(WAVES)
                ? Optional.of(WaveNormalization.of(config.get(WAVES).asText()))
                : Optional.empty();
    }

    private Optional<Told<Boolean>> normalize() {
        if (waves().isPresent()) {
            return Optional.of(new Told<>(waves().get() != WaveNormalization.NONE, "by " + WAVES));
        }
        return PreprocessorConfig.normalize(folder);
    }

    /** Whether the configuration states a bias in convolutions. */
    boolean convBias() {
        return network.convBias();
    }

    /** @throws UserError if the weights have biases in convolutions and the configuration says none, or the reverse */
    void requireConvBias(Path weights, boolean has) {
        if (has == convBias()) {
            return;
        }
        throw new UserError(
                weights + " has " + (has ? "" : "no ") + "biases in its convolutions, and "
                        + folder.resolve(CheckpointStore.CONFIG)
                        + (config.has(HuggingFaceConfig.CONV_BIAS)
                                ? " says " + HuggingFaceConfig.CONV_BIAS + " " + convBias()
                                : " does not name " + HuggingFaceConfig.CONV_BIAS + ", which is false then")
                        + ": they are of two models, or tensors were lost.",
                "Copy both again from one place, or write \"" + HuggingFaceConfig.CONV_BIAS + "\": " + has
                        + " there if you know that the weights are whole.");
    }

    /** Whether the model was created with a mask embedding. */
    boolean masks() {
        return HuggingFaceConfig.masks(config);
    }

    /** The class of a model that is trained on transcripts or classes; empty if the configuration names none. */
    String labelEvidence() {
        JsonNode names = config.path("architectures");
        for (JsonNode name : names.isTextual() ? List.of(names) : names) {
            if (TASK_CLASS.matcher(name.asText()).matches()) {
                return name.asText();
            }
        }
        return "";
    }

    /**
     * Writes a folder atomically, with the backbone, heads that predict states of another model, and no others.
     *
     * @param newWeightNorm names of PyTorch's parametrisations instead of {@code weight_g} and {@code weight_v}
     */
    static void write(Path folder, TransformerCheckpoint<WaveformNetwork> model, boolean newWeightNorm) {
        Map<String, Object> config = HuggingFaceConfig.of(model.architecture());
        LabelSection.add(config, model.told());
        PredictorTensors.add(config, model.told());
        Map<String, TensorSource> tensors = new LinkedHashMap<>();
        for (ParameterSpec spec : ModelFolder.parameters(model.architecture(), 0)) {
            tensors.put(NameMap.HUGGING_FACE.theirs(spec.name(), newWeightNorm), model.source(spec));
        }
        WholeFolder.write(folder, aside -> {
            // Without this entry, transformers refuses the file.
            Safetensors.write(aside.resolve(CheckpointStore.WEIGHTS), tensors, Map.of("format", "pt"));
            Files.write(aside.resolve(CheckpointStore.CONFIG), JSON.writeValueAsBytes(config));
            Files.write(
                    aside.resolve(PreprocessorConfig.FILE), JSON.writeValueAsBytes(preprocessor(model.architecture())));
        });
    }

    private static Map<String, Object> preprocessor(WaveformNetwork a) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("feature_extractor_type", "Wav2Vec2FeatureExtractor");
        json.put("feature_size", 1);
        json.put("sampling_rate", 16_000);
        json.put("padding_side", "right");
        json.put("padding_value", 0.0);
        json.put(PreprocessorConfig.DO_NORMALIZE, a.waves() != WaveNormalization.NONE);
        json.put("return_attention_mask", a.convolutions().layerNorm());
        return json;
    }
}
