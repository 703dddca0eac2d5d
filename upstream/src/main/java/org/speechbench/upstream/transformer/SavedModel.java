package org.speechbench.upstream.transformer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.upstream.InputNormalization;
import org.speechbench.upstream.UpstreamOptions;
import org.speechbench.upstream.checkpoint.CheckpointStore;
import org.speechbench.upstream.checkpoint.LazyValues;
import org.speechbench.upstream.checkpoint.ParameterSpec;
import org.speechbench.upstream.checkpoint.TensorDifferences;
import org.speechbench.upstream.checkpoint.TensorFile;
import org.speechbench.upstream.checkpoint.TensorInfo;

/**
 * A model folder as pre-training writes it: {@code model.safetensors} and {@code config.json}.
 *
 * @param classes of the heads of masked prediction; 0 for a model without
 * @param symbols of the CTC head of a fine-tuned model; empty for another
 * @param tensors names and shapes
 * @param values parameters by name, read from the file when they are asked for
 */
public record SavedModel(
        String provider,
        String size,
        Map<String, String> settings,
        int classes,
        List<String> symbols,
        InputNormalization normalization,
        Map<String, TensorInfo> tensors,
        Map<String, float[]> values) {
    /** Key of the configuration under which the symbols stand. */
    static final String SYMBOLS = "symbols";

    /**
     * Reads a folder's configuration and the header of its weights.
     *
     * @param size that it must have; empty for any
     * @throws UserError if the folder is no model, one of another provider or size, or its weights are not those that
     *     were written
     */
    public static SavedModel read(Path folder, String provider, String size) {
        JsonNode config = config(folder);
        check(folder, "provider", config.path("provider").asText(), provider);
        if (!size.isEmpty()) {
            check(folder, "size", config.path("size").asText(), size);
        }
        Path weights = folder.resolve(CheckpointStore.WEIGHTS);
        checkDigest(weights, config.path(CheckpointStore.DIGEST).asText());
        Map<String, String> settings = new LinkedHashMap<>();
        config.path("settings")
                .properties()
                .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
        JsonNode n = config.path("normalization");
        InputNormalization normalization =
                new InputNormalization(numbers(n.path("mean")), numbers(n.path("deviation")));
        TensorFile file = TensorFile.open(weights);
        return new SavedModel(
                provider,
                config.path("size").asText(),
                settings,
                config.path("classes").asInt(),
                texts(config.path(SYMBOLS)),
                normalization,
                file.tensors(),
                new LazyValues(file.tensors().keySet(), name -> file.weights(name)));
    }

    /**
     * Reads a fine-tuned model.
     *
     * @throws UserError if the options name none, or it has no CTC head
     */
    public static SavedModel recognizer(UpstreamOptions options, String provider) {
        Path folder = options.checkpoint();
        if (folder == null) {
            throw new UserError(
                    "A recogniser has to be trained, and there is no checkpoint.", "Name a fine-tuned model.");
        }
        SavedModel model = read(folder, provider, options.size());
        if (model.symbols().isEmpty()) {
            throw new UserError(
                    "The model at " + folder + " has no CTC head.",
                    "Name a folder that 'speechbench finetune' has written.");
        }
        return model;
    }

    /** Values of the front end and the encoder alone. */
    public Map<String, float[]> backbone(Architecture architecture) {
        return backbone(architecture, values);
    }

    /** The values among others that belong to front end and encoder, read when they are asked for. */
    public static Map<String, float[]> backbone(Architecture architecture, Map<String, float[]> values) {
        Set<String> names = new LinkedHashSet<>();
        parameters(architecture, 0).forEach(p -> names.add(p.name()));
        return new LazyValues(names, name -> Objects.requireNonNull(values.get(name), name));
    }

    private static JsonNode config(Path folder) {
        Path file = folder.resolve(CheckpointStore.CONFIG);
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UserError(
                    "No model at " + folder + ": cannot read " + file.getFileName() + ".",
                    "Name a folder that 'speechbench pretrain' has written.",
                    e);
        }
    }

    /** A configuration without a digest was written by hand; there is nothing to hold the weights against. */
    private static void checkDigest(Path weights, String wanted) {
        if (!wanted.isEmpty() && !Digests.sha256(weights).equals(wanted)) {
            throw new UserError(
                    weights + " is damaged: its SHA-256 is not the " + CheckpointStore.DIGEST + " of "
                            + CheckpointStore.CONFIG + " beside it.",
                    "Copy the folder again, or remove " + CheckpointStore.DIGEST + " if you changed the weights.");
        }
    }

    private static void check(Path folder, String what, String got, String wanted) {
        if (!got.equals(wanted)) {
            throw new UserError(
                    "The model at " + folder + " has " + what + " '" + got + "', wanted '" + wanted + "'.",
                    "Open it with its own " + what + ".");
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(v -> texts.add(v.asText()));
        return texts;
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(v -> numbers.add(v.asDouble()));
        return numbers;
    }

    /** @throws UserError that lists missing, misshaped and superfluous tensors, if any */
    public void requireFits(Architecture architecture) {
        List<ParameterSpec> wanted = symbols.isEmpty()
                ? parameters(architecture, classes)
                : new ModelLayout(architecture).recognizer(symbols.size());
        TensorDifferences.requireNone(provider + " " + size, wanted, tensors);
    }

    /**
     * Names and shapes of an architecture's parameters: backbone and, where there are classes, heads.
     *
     * @param classes 0 for the backbone alone
     */
    public static List<ParameterSpec> parameters(Architecture architecture, int classes) {
        ModelLayout layout = new ModelLayout(architecture);
        return classes == 0 ? layout.backbone() : layout.all(classes);
    }
}
