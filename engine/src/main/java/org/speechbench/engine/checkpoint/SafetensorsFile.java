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
import org.speechbench.core.GitLfs;
import org.speechbench.core.UserError;

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

    /** @throws UserError if the file does not exist, or is truncated or malformed */
    static SafetensorsFile open(Path file) {
        GitLfs.refuse(file);
        return new SafetensorsFile(file, opened(file, channel -> header(file, channel)));
    }

    private static SafetensorsHeader header(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw SafetensorsHeader.malformed(file.toString(), "it has only " + size + " bytes");
        }
        long headerSize = ByteBuffer.wrap(bytes(channel, 0, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (headerSize < 2 || headerSize > SafetensorsHeader.MAX_BYTES || headerSize > size - Long.BYTES) {
            throw SafetensorsHeader.malformed(file.toString(), "it does not begin with the length of a header");
        }
        byte[] header = bytes(channel, Long.BYTES, headerSize);
        return SafetensorsHeader.parse(file.toString(), header, size - Long.BYTES - headerSize);
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

    private static byte[] bytes(FileChannel channel, long position, long length) throws IOException {
        byte[] all = new byte[Math.toIntExact(length)];
        ByteBuffer bytes = ByteBuffer.wrap(all);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("the file ended early");
            }
        }
        return all;
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

    Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public TensorData read(String name) {
        SafetensorsHeader.Entry e = entries.get(name);
        if (e == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return opened(file, channel -> {
            byte[] bytes = bytes(channel, header.dataStart() + e.begin(), e.end() - e.begin());
            return new TensorData(e.dtype(), e.shape(), ByteBuffer.wrap(bytes));
        });
    }
}
