package org.speechbench.engine.checkpoint;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.Digests;

/** Writes model folders: {@value #WEIGHTS} next to {@value #CONFIG}. */
public final class CheckpointStore {
    public static final String WEIGHTS = "model.safetensors";
    public static final String CONFIG = "config.json";

    /** Key of the SHA-256 of the weights file in the configuration. */
    public static final String DIGEST = "weights_sha256";

    private CheckpointStore() {}

    /**
     * Writes or replaces a folder atomically. Equal tensors and equal configurations give equal bytes, whatever the
     * order of the maps, because keys are sorted.
     *
     * @param config what is needed to open the model; strings, numbers, booleans, lists and maps
     * @throws org.speechbench.core.UserError if it cannot be written
     */
    public static void write(Path folder, ParameterSet parameters, Map<String, Object> config) {
        write(folder, sources("", parameters.byName()), config);
    }

    /** The same with tensors that are read only when they are written. */
    public static void write(Path folder, Map<String, ? extends TensorSource> tensors, Map<String, Object> config) {
        WholeFolder.write(folder, aside -> {
            Path weights = aside.resolve(WEIGHTS);
            Safetensors.write(weights, tensors, Map.of());
            Map<String, Object> all = new LinkedHashMap<>(config);
            all.put(DIGEST, Digests.sha256(weights));
            byte[] json = new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsBytes(all);
            Files.write(aside.resolve(CONFIG), json);
        });
    }

    /** Arrays of the engine as tensors to be written, with a prefix before their names. */
    public static Map<String, TensorSource> sources(String prefix, Map<String, NDArray> arrays) {
        Map<String, TensorSource> sources = new LinkedHashMap<>();
        arrays.forEach((name, array) -> sources.put(prefix + name, TensorSource.of(array)));
        return sources;
    }
}
