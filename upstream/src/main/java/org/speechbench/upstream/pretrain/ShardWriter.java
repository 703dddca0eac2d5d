package org.speechbench.upstream.pretrain;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.ProcessLock;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.Leftovers;
import org.speechbench.engine.checkpoint.WholeFolder;

/**
 * Writes a {@link ShardStore} next to its final place, where it appears only when it is finished. The time from the
 * creation of the writer to {@link #finish} is stored with it as the cost of the items, so a writer is opened before
 * the work on the items begins.
 */
final class ShardWriter implements AutoCloseable {
    private final Path place;
    private final String key;
    private final int width;
    private final long shardBytes;
    private final Path aside;
    private final ProcessLock lock;
    private final long began = System.nanoTime();
    private final List<String> ids = new ArrayList<>();
    private final List<Integer> units = new ArrayList<>();
    private final List<ShardIndex.Shard> shards = new ArrayList<>();
    private final SortedSet<String> decoders = new TreeSet<>();
    private @Nullable FileChannel channel;
    private CRC32C crc = new CRC32C();
    private long bytes;
    private int items;

    ShardWriter(Path place, String key, int width) {
        this(place, key, width, 1L << 30);
    }

    /** @param shardBytes the size that a file does not exceed, unless a single item is larger */
    ShardWriter(Path place, String key, int width, long shardBytes) {
        this.place = place;
        this.key = key;
        this.width = width;
        this.shardBytes = shardBytes;
        try {
            this.aside = WholeFolder.aside(place);
            this.lock = Leftovers.lock(aside);
            Leftovers.remove(aside.resolveSibling(""));
        } catch (IOException e) {
            throw UserError.unwritable(place, e);
        }
    }

    /**
     * Makes a store. If its place cannot be written, the store is in the system's folder for temporary files, for this
     * run only.
     *
     * @param content adds all items, and may be called twice
     */
    static ShardStore make(Path place, String key, int width, Progress progress, Consumer<ShardWriter> content) {
        try {
            return made(place, key, width, content);
        } catch (UserError e) {
            if (!e.isUnwritable()) {
                throw e;
            }
            progress.note(e.getMessage() + " What is prepared is kept elsewhere, for this run alone.");
            return temporary(place, key, width, content);
        }
    }

    private static ShardStore made(Path place, String key, int width, Consumer<ShardWriter> content) {
        try (ShardWriter writer = new ShardWriter(place, key, width)) {
            content.accept(writer);
            return writer.finish();
        }
    }

    /** Files that are mapped stay readable after they are deleted. */
    private static ShardStore temporary(Path place, String key, int width, Consumer<ShardWriter> content) {
        Path folder;
        try {
            folder = Files.createTempDirectory("speechbench-shards");
        } catch (IOException e) {
            throw UserError.unwritable(Path.of(System.getProperty("java.io.tmpdir", "")), e);
        }
        try {
            return made(folder.resolve(place.getFileName()), key, width, content);
        } finally {
            try {
                WholeFolder.delete(folder);
            } catch (IOException e) {
                // The system does not allow mapped files to be removed; they stay among the temporary files.
            }
        }
    }

    /** Adds an item; the number of values is a multiple of the width. */
    void add(String id, short[] values) {
        if (values.length % width != 0) {
            throw new IllegalArgumentException(values.length + " values do not fill units of " + width);
        }
        ByteBuffer out = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        out.asShortBuffer().put(values);
        try {
            if (channel != null && bytes + out.capacity() > shardBytes) {
                endShard();
            }
            if (channel == null) {
                channel = FileChannel.open(
                        aside.resolve(name()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
            crc.update(out.duplicate());
            while (out.hasRemaining()) {
                bytes += channel.write(out);
            }
        } catch (IOException e) {
            throw UserError.unwritable(place, e);
        }
        items++;
        ids.add(id);
        units.add(values.length / width);
    }

    /** Notes a program that decoded the recording of an item; empty if none was needed. */
    void decodedBy(String decoder) {
        if (!decoder.isEmpty()) {
            decoders.add(decoder);
        }
    }

    /** Puts the store in its place and opens it. */
    ShardStore finish() {
        try {
            endShard();
            ShardIndex index = new ShardIndex(
                    key,
                    width,
                    ids,
                    units.stream().mapToInt(Integer::intValue).toArray(),
                    shards,
                    List.copyOf(decoders),
                    (System.nanoTime() - began) / 1e9);
            new ObjectMapper().writeValue(aside.resolve(ShardStore.INDEX).toFile(), index);
            Leftovers.unlock(lock, aside);
            WholeFolder.move(aside, place);
        } catch (IOException e) {
            throw UserError.unwritable(place, e);
        }
        return ShardStore.open(place, key)
                .orElseThrow(() -> new UserError(
                        "What was written to " + place + " cannot be read back.",
                        "Check the disk and its free space."));
    }

    private void endShard() throws IOException {
        if (channel == null) {
            return;
        }
        channel.force(true);
        channel.close();
        shards.add(new ShardIndex.Shard(name(), items, bytes, crc.getValue()));
        channel = null;
        crc = new CRC32C();
        bytes = 0;
        items = 0;
    }

    private String name() {
        return "shard-" + shards.size() + ".bin";
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
            lock.close();
            WholeFolder.delete(aside);
        } catch (IOException e) {
            throw UserError.unwritable(place, e);
        }
    }
}
