package org.speechbench.engine.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.AtomicFiles;

/**
 * A file of named tensors in the safetensors format: the header's length (8 bytes, little-endian), a JSON header with
 * element type, shape and byte range of each tensor, then their bytes. The whole file is never on the heap at the same
 * time as the tensors that are read from it.
 *
 * @param tensors by name, in the order of their bytes
 * @param metadata free text by name
 */
public record Safetensors(Map<String, TensorData> tensors, Map<String, String> metadata) {
    public Safetensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Map.copyOf(metadata);
    }

    /** @throws org.speechbench.core.UserError if the file does not exist, or is truncated or malformed */
    public static Safetensors read(Path file) {
        SafetensorsFile opened = SafetensorsFile.open(file);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        opened.tensors().keySet().forEach(name -> tensors.put(name, opened.read(name)));
        return new Safetensors(tensors, opened.metadata());
    }

    /**
     * Writes or replaces a file atomically. Equal tensors in equal order and equal metadata give equal bytes.
     *
     * @throws org.speechbench.core.UserError if it cannot be written
     */
    public static void write(Path file, Map<String, ? extends TensorSource> tensors, Map<String, String> metadata) {
        byte[] header = SafetensorsHeader.of(tensors, metadata);
        AtomicFiles.writeChannel(file, channel -> {
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            drain(channel, length.putLong(header.length).flip());
            drain(channel, ByteBuffer.wrap(header));
            for (Map.Entry<String, ? extends TensorSource> t : tensors.entrySet()) {
                ByteBuffer bytes = t.getValue().bytes();
                if (bytes.remaining() != SafetensorsHeader.bytes(t.getValue())) {
                    throw new IllegalStateException("tensor " + t.getKey() + " changed its size while it was written");
                }
                drain(channel, bytes);
            }
        });
    }

    private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
