package org.speechbench.upstream.pretrain;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * Items of 16-bit values and unequal length in memory-mapped files, so that items can be drawn at random from a corpus
 * that is larger than the heap. Each file is smaller than 1 GiB. The store is written by {@link ShardWriter}. Any
 * number of threads may read it.
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
     * Opens the store in a folder; empty if there is none, if it has another key, if it is damaged, or if its index
     * lacks a field.
     */
    static Optional<ShardStore> open(Path folder, String key) {
        try {
            Path file = folder.resolve(INDEX);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            // An index from before seconds were recorded: the cost of the items is unknown, so they are computed again.
            // Their key stays the same, since the items are the same: a pre-training run that has begun with them can
            // still be resumed.
            ObjectMapper mapper = new ObjectMapper()
                    .enable(
                            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
            JsonNode json = mapper.readTree(file.toFile());
            if (json instanceof ObjectNode all && !all.has("decoders")) {
                // An index from before compressed recordings could be read.
                all.putArray("decoders");
            }
            ShardIndex index = mapper.treeToValue(json, ShardIndex.class);
            return index != null && index.key().equals(key)
                    ? Optional.of(new ShardStore(folder, index))
                    : Optional.empty();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // Whatever a damaged index that is still valid JSON leads to, the store is made again.
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

    /** Programs, with their versions, that decoded recordings for the items. */
    List<String> decoders() {
        return index.decoders();
    }

    /** Wall-clock time of computing the items, in whichever run it was done. */
    double seconds() {
        return index.seconds();
    }

    /** Length of an item in units. */
    int units(int item) {
        return index.units()[item];
    }

    /** All items one after another, 16-bit values, one buffer per file. */
    List<ByteBuffer> files() {
        return files.stream()
                .map(file -> file.duplicate().order(ByteOrder.LITTLE_ENDIAN))
                .toList();
    }

    /** The file of an item. */
    int file(int item) {
        return shardOf[item];
    }

    /** Number of the item's first unit in its file. */
    int firstUnit(int item) {
        return offsetOf[item] / index.width();
    }

    /** Values of a range of units of an item, row-major. */
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
