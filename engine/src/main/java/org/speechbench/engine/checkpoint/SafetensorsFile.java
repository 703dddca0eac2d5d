package org.speechbench.engine.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A safetensors file, read tensor by tensor. */
final class SafetensorsFile implements TensorFile {
    private final Path file;
    private final SafetensorsHeader header;
    private final Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    private SafetensorsFile(Path file, SafetensorsHeader header) {
        this.file = file;
        this.header = header;
        header.entries().forEach(e -> {
            entries.put(e.name(), e);
            tensors.put(e.name(), new TensorInfo(e.dtype(), e.shape()));
        });
    }

    static SafetensorsFile open(Path file) {
        return new SafetensorsFile(file, Safetensors.header(file));
    }

    @Override
    public Path place() {
        return file;
    }

    @Override
    public String format() {
        return "safetensors";
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Map<String, Object> values() {
        return Collections.unmodifiableMap(header.metadata());
    }

    @Override
    public TensorData read(String name) {
        SafetensorsHeader.Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return Safetensors.tensor(file, header, entry);
    }
}
