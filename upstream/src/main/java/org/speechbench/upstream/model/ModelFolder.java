package org.speechbench.upstream.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.JsonFile;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.checkpoint.LazyValues;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.TensorDifferences;
import org.speechbench.engine.checkpoint.TensorFile;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.UpstreamSpec;

/**
 * A model folder of this suite, written by a training or made from a checkpoint of another toolkit:
 * {@code model.safetensors} and {@code config.json}.
 *
 * @param classes of the heads of masked prediction; 0 for a model without these heads
 * @param symbols of the CTC head of a fine-tuned model; empty for any other model
 * @param tensors names and shapes
 * @param values parameters by name, read from the file on demand
 */
public record ModelFolder(
        String provider,
        String size,
        Map<String, String> settings,
        int classes,
        List<String> symbols,
        InputNormalization normalization,
        Map<String, TensorInfo> tensors,
        Map<String, float[]> values) {
    /** Key of the symbols in the configuration. */
    static final String SYMBOLS = "symbols";

    /** Key of the configuration that records how a foreign checkpoint was read. */
    static final String SOURCE = "source";

    /**
     * Reads a folder's configuration and the header of its weights.
     *
     * @param size that the model must have; empty for any
     * @throws UserError if the folder is not a model folder, holds a model of another provider or size, or its weights
     *     are not those that were written
     */
    public static ModelFolder read(Path folder, String provider, String size) {
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
        InputNormalization normalization = normalization(folder, config.path("normalization"));
        TensorFile file = TensorFile.open(weights);
        return new ModelFolder(
                provider,
                config.path("size").asText(),
                settings,
                config.path("classes").asInt(),
                texts(config.path(SYMBOLS)),
                normalization,
                file.tensors(),
                new LazyValues(file.tensors().keySet(), name -> file.weights(name)));
    }

    /** @throws UserError if the spec names no model, or the model has no CTC head */
    public static ModelFolder recognizer(UpstreamSpec spec) {
        Path folder = spec.checkpointPath();
        if (folder == null) {
            throw new UserError(
                    "A recogniser has to be trained, and there is no checkpoint.", "Name a fine-tuned model.");
        }
        ModelFolder model = read(folder, spec.provider(), spec.size());
        if (model.symbols().isEmpty()) {
            throw new UserError(
                    "The model at " + folder + " has no CTC head.",
                    "Name a folder that 'speechbench finetune' has written.");
        }
        return model;
    }

    private static JsonNode config(Path folder) {
        Path file = folder.resolve(CheckpointStore.CONFIG);
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    "No model at " + folder + ": there is no " + CheckpointStore.CONFIG + ".",
                    "Name a folder that 'speechbench pretrain' has written.");
        }
        return JsonFile.read(file);
    }

    /** A configuration without a digest was written by hand, so there is nothing to check the weights against. */
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

    private static InputNormalization normalization(Path folder, JsonNode node) {
        List<Double> mean = numbers(node.path("mean"));
        List<Double> deviation = numbers(node.path("deviation"));
        if (mean.isEmpty()
                || mean.size() != deviation.size()
                || !mean.stream().allMatch(Double::isFinite)
                || !deviation.stream().allMatch(d -> d > 0 && Double.isFinite(d))) {
            throw new UserError(
                    folder.resolve(CheckpointStore.CONFIG)
                            + ": normalization does not have as many means as deviations above 0, at least one of each.",
                    "Copy the folder again.");
        }
        return new InputNormalization(mean, deviation);
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(v -> numbers.add(v.isNumber() ? v.asDouble() : Double.NaN));
        return numbers;
    }

    /**
     * Checks the tensors, but for those of an objective, which belong to no network.
     *
     * @throws UserError that lists missing, misshaped and superfluous tensors, if there are any
     */
    public void requireFits(Architecture architecture) {
        List<ParameterSpec> wanted = symbols.isEmpty()
                ? parameters(architecture, classes)
                : ScriptAssembler.recognizer(architecture, symbols.size()).parameters();
        Map<String, TensorInfo> network = new LinkedHashMap<>(tensors);
        network.keySet().removeIf(name -> name.startsWith(ScriptAssembler.OBJECTIVE + "."));
        TensorDifferences.requireNone("The checkpoint", provider + " " + size, wanted, network);
        int width = architecture.front().input().width();
        if (normalization.mean().size() != 1 && normalization.mean().size() != width) {
            throw new UserError(
                    "The configuration of " + provider + " " + size + " normalises "
                            + normalization.mean().size() + " dimensions, wanted " + width + ".",
                    "Copy the folder again.");
        }
    }

    /**
     * Names and shapes of an architecture's parameters: the backbone, heads that predict states of another model if it
     * has any and, if there are classes, those of pre-training.
     *
     * @param classes 0 without heads of pre-training
     */
    public static List<ParameterSpec> parameters(Architecture architecture, int classes) {
        return ScriptAssembler.stored(architecture, classes).parameters();
    }

    /** Whether a place is a folder with a configuration written by this suite, or the weights in one. */
    public static boolean isOurs(Path place) {
        boolean weights = Files.isDirectory(place) || place.endsWith(CheckpointStore.WEIGHTS);
        Path config = of(place).resolve(CheckpointStore.CONFIG);
        return weights && Files.isRegularFile(config) && JsonFile.read(config).has("provider");
    }

    /** The folder itself, or the folder of a file of weights. */
    public static Path of(Path place) {
        return Files.isDirectory(place) ? place : place.resolveSibling("");
    }

    /** @throws UserError if the requested size is not that of the model; an empty one matches any */
    public static void requireSize(Path place, String wanted, String got) {
        if (!wanted.isEmpty() && !got.equals(wanted)) {
            throw new UserError(
                    "The model at " + place + " has size '" + got + "', wanted '" + wanted + "'.",
                    "Leave the size out, or name its own.");
        }
    }

    /** The facts that the folder records, and how the checkpoint that it was made from was read. */
    public static CheckpointFacts told(Path folder) {
        Map<String, String> facts = new LinkedHashMap<>();
        JsonNode source = JsonFile.read(folder.resolve(CheckpointStore.CONFIG)).path(SOURCE);
        source.properties().forEach(e -> facts.put(e.getKey(), e.getValue().asText()));
        if (LabelProvenance.isSaid(folder)) {
            facts.remove(CheckpointFacts.LABELS_UNKNOWN);
        }
        return new CheckpointFacts(LabelProvenance.of(folder), facts);
    }

    /** The configuration of a model, in a fixed order, which digests depend on. */
    static Map<String, Object> config(
            Architecture architecture, String headKey, Object head, InputNormalization normalization) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("provider", architecture.provider());
        config.put("size", architecture.size());
        config.put("settings", architecture.settings());
        config.put(headKey, head);
        config.put("normalization", normalization.config());
        return config;
    }
}
