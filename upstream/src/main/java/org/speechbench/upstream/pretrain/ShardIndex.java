package org.speechbench.upstream.pretrain;

import java.util.List;

/**
 * The contents of a {@link ShardStore}, stored as JSON.
 *
 * @param key digest of everything that the content depends on
 * @param width values per unit
 * @param ids of the items, in order
 * @param units length of each item
 * @param shards the files, each with whole items
 * @param decoders programs, with their versions, that decoded recordings for the items; empty if none was needed
 * @param seconds wall-clock time of computing the items and writing them
 */
record ShardIndex(
        String key,
        int width,
        List<String> ids,
        int[] units,
        List<Shard> shards,
        List<String> decoders,
        double seconds) {
    /**
     * One file.
     *
     * @param items number of items in it
     * @param crc CRC-32C of its bytes
     */
    record Shard(String file, int items, long bytes, long crc) {}

    ShardIndex {
        ids = List.copyOf(ids);
        shards = List.copyOf(shards);
        decoders = List.copyOf(decoders);
        if (units.length != ids.size()
                || shards.stream().mapToLong(Shard::items).sum() != ids.size()) {
            throw new IllegalArgumentException("the index does not list as many lengths as items");
        }
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("the items were made in " + seconds + " s");
        }
    }
}
