package org.speechbench.engine.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.GitLfs;
import org.speechbench.core.UserError;

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

    /**
     * Reads a file.
     *
     * @throws UserError if the file does not exist, or is truncated or malformed
     */
    public static Safetensors read(Path file) {
        return opened(file, channel -> {
            SafetensorsHeader header = readHeader(file, channel);
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            for (SafetensorsHeader.Entry e : header.entries()) {
                tensors.put(e.name(), tensor(channel, header, e));
            }
            return new Safetensors(tensors, header.metadata());
        });
    }

    /** Reads only the header. */
    static SafetensorsHeader header(Path file) {
        GitLfs.refuse(file);
        return opened(file, channel -> readHeader(file, channel));
    }

    /** Reads one tensor. */
    static TensorData tensor(Path file, SafetensorsHeader header, SafetensorsHeader.Entry entry) {
        return opened(file, channel -> tensor(channel, header, entry));
    }

    private interface Reading<T> {
        T from(FileChannel channel) throws IOException;
    }

    private static <T> T opened(Path file, Reading<T> reading) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return reading.from(channel);
        } catch (NoSuchFileException e) {
            throw new UserError("No file " + file + ".", "Give the path of a .safetensors file.", e);
        } catch (IOException e) {
            throw new UserError("Cannot read " + file + ": " + e.getMessage() + ".", "Check the file.", e);
        }
    }

    private static TensorData tensor(FileChannel channel, SafetensorsHeader header, SafetensorsHeader.Entry e)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(e.end() - e.begin()));
        fill(channel, bytes, header.dataStart() + e.begin());
        return new TensorData(e.dtype(), e.shape(), bytes);
    }

    /**
     * Writes or replaces a file atomically. Equal tensors in equal order and equal metadata give equal bytes.
     *
     * @throws UserError if it cannot be written
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

    private static SafetensorsHeader readHeader(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (size < Long.BYTES) {
            throw SafetensorsHeader.malformed(file.toString(), "it has only " + size + " bytes");
        }
        fill(channel, length, 0);
        long headerSize = length.getLong(0);
        if (headerSize < 2 || headerSize > SafetensorsHeader.MAX_BYTES || headerSize > size - Long.BYTES) {
            throw SafetensorsHeader.malformed(file.toString(), "its header would have " + headerSize + " bytes");
        }
        ByteBuffer header = ByteBuffer.allocate(Math.toIntExact(headerSize));
        fill(channel, header, Long.BYTES);
        return SafetensorsHeader.parse(file.toString(), header.array(), size - Long.BYTES - headerSize);
    }

    private static void fill(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            int n = channel.read(bytes, at);
            if (n < 0) {
                throw new EOFException("the file ended early");
            }
            at += n;
        }
        bytes.flip();
    }

    private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
