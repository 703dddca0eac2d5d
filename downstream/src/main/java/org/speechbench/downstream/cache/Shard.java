package org.speechbench.downstream.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * States of many utterances in one append-only file, with an index next to it. Only one process writes a shard, whose
 * name is unique. A record is written after the states that it points to, and both carry checksums: what a crash left
 * incomplete is detected and not used.
 */
final class Shard {
    static final String DATA = ".states";
    static final String INDEX = ".index";

    private final Path data;
    private final Path index;
    private @Nullable MappedByteBuffer mapped;

    private Shard(Path data) {
        this.data = data;
        String name = data.getFileName().toString();
        this.index = data.resolveSibling(name.substring(0, name.length() - DATA.length()) + INDEX);
    }

    static Shard of(Path data) {
        return new Shard(data);
    }

    /** Creates an empty shard in a folder. */
    static Shard create(Path folder, String name) {
        return new Shard(folder.resolve(name + DATA));
    }

    /** Entries whose record is complete and whose states are inside the file. */
    List<Entry> entries() throws IOException {
        if (!Files.exists(index)) {
            return List.of();
        }
        long size = Files.size(data);
        byte[] all = Files.readAllBytes(index);
        List<Entry> entries = new ArrayList<>();
        for (int at = 0; at + Entry.BYTES <= all.length; at += Entry.BYTES) {
            Entry entry = Entry.parse(Arrays.copyOfRange(all, at, at + Entry.BYTES));
            if (entry != null && entry.end() <= Math.min(size, Integer.MAX_VALUE)) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /** Appends states, then their record. */
    Entry append(String recording, LayerStates states) throws IOException {
        ByteBuffer bytes = states.values().duplicate();
        int checksum = Entry.crc(bytes.duplicate());
        long offset = append(data, bytes);
        Entry entry = new Entry(recording, offset, states.layers(), states.frames(), states.dim(), checksum);
        append(index, ByteBuffer.wrap(entry.record()));
        return entry;
    }

    /** Writes at the end of a file; if that fails, for example for lack of space, removes what was written. */
    private static long append(Path file, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long offset = channel.size();
            channel.position(offset);
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                channel.truncate(offset);
                throw e;
            }
            return offset;
        }
    }

    /** The states of an entry, directly from the file. */
    LayerStates read(Entry entry) throws IOException {
        int length = Math.toIntExact(entry.end() - entry.offset());
        ByteBuffer bytes = mapped(entry.end()).slice(Math.toIntExact(entry.offset()), length);
        return new LayerStates(entry.layers(), entry.frames(), entry.dim(), bytes.order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Whether the states are intact. */
    boolean intact(Entry entry) throws IOException {
        return Entry.crc(read(entry).values().duplicate()) == entry.checksum();
    }

    private MappedByteBuffer mapped(long end) throws IOException {
        MappedByteBuffer current = mapped;
        if (current == null || current.limit() < end) {
            try (FileChannel channel = FileChannel.open(data, StandardOpenOption.READ)) {
                current = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE));
            }
            if (current.limit() < end) {
                throw new IOException(data + " has become shorter");
            }
            mapped = current;
        }
        return current;
    }
}
