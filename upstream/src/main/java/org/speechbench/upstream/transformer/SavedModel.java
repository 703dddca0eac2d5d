package org.speechbench.upstream.transformer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.upstream.InputNormalization;
import org.speechbench.upstream.checkpoint.ParameterSpec;
import org.speechbench.upstream.checkpoint.Safetensors;

/**
 * A model folder as pre-training writes it: {@code model.safetensors} and {@code config.json}.
 *
 * @param values parameters by name
 */
public record SavedModel(
        String provider,
        String size,
        Map<String, String> settings,
        InputNormalization normalization,
        Map<String, float[]> values) {

    /** @throws UserError if the folder is no model, or one of another provider or size */
    public static SavedModel read(Path folder, String provider, String size) {
        Path file = folder.resolve("config.json");
        JsonNode config;
        try {
            config = new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UserError(
                    "No model at " + folder + ": cannot read " + file.getFileName() + ".",
                    "Name a folder that 'speechbench pretrain' has written.",
                    e);
        }
        check(folder, "provider", config.path("provider").asText(), provider);
        check(folder, "size", config.path("size").asText(), size);
        Map<String, String> settings = new LinkedHashMap<>();
        config.path("settings")
                .properties()
                .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
        JsonNode n = config.path("normalization");
        InputNormalization normalization =
                new InputNormalization(numbers(n.path("mean")), numbers(n.path("deviation")));
        Map<String, float[]> values = new LinkedHashMap<>();
        Safetensors.read(folder.resolve("model.safetensors"))
                .tensors()
                .forEach((name, t) -> values.put(name, t.floats()));
        return new SavedModel(provider, size, settings, normalization, values);
    }

    private static void check(Path folder, String what, String got, String wanted) {
        if (!got.equals(wanted)) {
            throw new UserError(
                    "The model at " + folder + " has " + what + " '" + got + "', wanted '" + wanted + "'.",
                    "Open it with its own " + what + ".");
        }
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(v -> numbers.add(v.asDouble()));
        return numbers;
    }

    /** @throws UserError that lists missing and misshaped tensors, if any */
    public void requireFits(Architecture architecture) {
        List<String> faults = new ArrayList<>();
        for (ParameterSpec spec : new ModelLayout(architecture).backbone()) {
            float[] v = values.get(spec.name());
            if (v == null) {
                faults.add(spec.name() + " is missing");
            } else if (v.length != spec.size()) {
                faults.add(spec.name() + " has " + v.length + " values, wanted " + spec.size());
            }
        }
        if (!faults.isEmpty()) {
            throw new UserError(
                    "The checkpoint does not fit " + provider + " " + size + ": " + String.join("; ", faults) + ".",
                    "Use a checkpoint of this provider and size.");
        }
    }
}
