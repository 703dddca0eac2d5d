package org.speechbench.engine.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;

/**
 * Weights in several files, as Hugging Face's library divides large models: {@code model.safetensors.index.json} or
 * {@code pytorch_model.bin.index.json} states which tensor is in which file of its folder.
 */
final class ShardedWeights implements TensorFile {
    /** The suffix of the index after the name of the weights. */
    static final String INDEX = ".index.json";

    private static final String MAP = "weight_map";

    private final Map<String, TensorFile> files = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private String format = "";

    private final Path index;

    private ShardedWeights(Path index) {
        this.index = index;
    }

    /** @throws UserError if the file is not an index, or a file or a tensor that it names does not exist */
    static ShardedWeights open(Path index) {
        ShardedWeights weights = new ShardedWeights(index);
        Map<String, TensorFile> open = new HashMap<>();
        JsonNode map = map(index);
        map.properties().forEach(e -> {
            String file = e.getValue().asText();
            weights.add(index, e.getKey(), file, open.computeIfAbsent(file, f -> shard(index, f)));
        });
        weights.format += ", " + open.size() + " files";
        return weights;
    }

    private static JsonNode map(Path index) {
        JsonNode map = JsonFile.read(index).path(MAP);
        if (map.isObject() && !map.isEmpty()) {
            return map;
        }
        throw new UserError(index + " is no index of weights: it has no " + MAP + ".", "Get the file again.");
    }

    /** The files are in the folder of the index: a name that contains folders is not followed. */
    private static TensorFile shard(Path index, String name) {
        Path file = index.resolveSibling(name);
        if (name.isEmpty() || !file.equals(index.resolveSibling(file.getFileName())) || name.equals("..")) {
            throw new UserError(
                    index + " names a file outside of its folder: '" + name + "'.", "Get the folder again.");
        }
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    index + " names " + name + ", which is not there.", "Get all files of the folder: " + file + ".");
        }
        return TensorFile.open(file);
    }

    private void add(Path index, String tensor, String name, TensorFile file) {
        TensorInfo info = file.tensors().get(tensor);
        if (info == null) {
            throw new UserError(
                    index + " says that '" + tensor + "' is in " + name + ", where it is not.",
                    "Get the folder again.");
        }
        format = file.format();
        files.put(tensor, file);
        tensors.put(tensor, info);
    }

    @Override
    public Path place() {
        return index;
    }

    @Override
    public List<String> notes() {
        return files.values().stream()
                .distinct()
                .flatMap(f -> f.notes().stream())
                .distinct()
                .toList();
    }

    @Override
    public void check() {
        files.values().stream().distinct().forEach(TensorFile::check);
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Map<String, Object> values() {
        return Map.of();
    }

    @Override
    public TensorData read(String name) {
        TensorFile file = files.get(name);
        if (file == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return file.read(name);
    }
}
