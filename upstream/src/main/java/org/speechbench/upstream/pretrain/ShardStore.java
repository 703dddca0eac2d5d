package org.speechbench.upstream.pretrain;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Items of 16-bit values and unequal length in memory-mapped files, so that a corpus larger than the heap can be drawn
 * from at random. Files stay below 1 GiB each. Written by {@link ShardWriter}. Any number of threads may read.
 */
final class ShardStore {
    static final String INDEX = "index.json";

    private final ShardIndex index;
    private final List<ByteBuffer> files = new ArrayList<>();
    private final List<ShortBuffer> maps = new ArrayList<>();
    private final int[] shardOf;
    private final int[] offsetOf;

    private ShardStore(Path folder, ShardIndex index) throws IOException {
        this.index = index;
        this.shardOf = new int[index.units().length];
        this.offsetOf = new int[index.units().length];
        int item = 0;
        for (ShardIndex.Shard shard : index.shards()) {
            int offset = 0;
            for (int i = 0; i < shard.items(); i++, item++) {
                shardOf[item] = maps.size();
                offsetOf[item] = offset;
                offset += index.units()[item] * index.width();
            }
            ByteBuffer file = map(folder, shard, 2L * offset);
            files.add(file);
            maps.add(file.asShortBuffer());
        }
    }

    /**
     * Opens the store in a folder; empty if there is none, or one of another key, or a damaged one, or one whose index
     * lacks a field.
     */
    static Optional<ShardStore> open(Path folder, String key) {
        try {
            Path file = folder.resolve(INDEX);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            // An index of before seconds were kept: nobody knows what the items cost, so they are made again. Their key
            // stays, since they are the same: a pre-training that has begun on them can still be resumed.
            ShardIndex index = new ObjectMapper()
                    .enable(
                            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .readValue(file.toFile(), ShardIndex.class);
            return index != null && index.key().equals(key)
                    ? Optional.of(new ShardStore(folder, index))
                    : Optional.empty();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // Whatever an index that is damaged, but JSON, leads to: it is made again.
            return Optional.empty();
        }
    }

    private static ByteBuffer map(Path folder, ShardIndex.Shard shard, long bytes) throws IOException {
        Path file = folder.resolve(shard.file());
        if (bytes != shard.bytes() || Files.size(file) != bytes) {
            throw new IOException(file + " has not the size that the index states");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes);
            if (crc(map.duplicate()) != shard.crc()) {
                throw new IOException(file + " is damaged");
            }
            return map.order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    static long crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    /** Number of items. */
    int size() {
        return shardOf.length;
    }

    List<String> ids() {
        return index.ids();
    }

    /** Wall-clock of making the items, whichever run did it. */
    double seconds() {
        return index.seconds();
    }

    /** Length of an item in units. */
    int units(int item) {
        return index.units()[item];
    }

    /** All items one after another, 16-bit values, a buffer a file. */
    List<ByteBuffer> files() {
        return files.stream()
                .map(file -> file.duplicate().order(ByteOrder.LITTLE_ENDIAN))
                .toList();
    }

    /** File of an item. */
    int file(int item) {
        return shardOf[item];
    }

    /** Number of the item's first unit in its file. */
    int firstUnit(int item) {
        return offsetOf[item] / index.width();
    }

    /** Values of some units of an item, row-major. */
    short[] read(int item, int start, int count) {
        if (start < 0 || count < 0 || start + count > units(item)) {
            throw new IndexOutOfBoundsException(
                    "units " + start + " to " + (start + count) + " of an item of " + units(item));
        }
        short[] values = new short[count * index.width()];
        maps.get(shardOf[item]).get(offsetOf[item] + start * index.width(), values);
        return values;
    }
}
