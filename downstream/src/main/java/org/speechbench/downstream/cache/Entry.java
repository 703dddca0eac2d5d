package org.speechbench.downstream.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The place of the states of an utterance in a shard: one record of its index, 64 bytes, little-endian: 32 of the
 * recording's SHA-256, 8 offset, 4 each L, T, D and the states' CRC-32C, 4 unused, 4 CRC-32C of the 60 before.
 */
record Entry(String recording, long offset, int layers, int frames, int dim, int checksum) {
    static final int BYTES = 64;
    private static final int DIGEST = 32;
    private static final int CHECKED = 60;

    long end() {
        return offset + LayerStates.bytes(layers, frames, dim);
    }

    byte[] record() {
        ByteBuffer b = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        b.put(HexFormat.of().parseHex(recording)).putLong(offset);
        b.putInt(layers).putInt(frames).putInt(dim).putInt(checksum).putInt(0);
        return b.putInt(crc(b.duplicate().flip())).array();
    }

    /** Parses a record; null if it is incomplete or damaged. */
    static @Nullable Entry parse(byte[] record) {
        ByteBuffer b = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        if (crc(b.duplicate().limit(CHECKED)) != b.getInt(CHECKED)) {
            return null;
        }
        byte[] digest = new byte[DIGEST];
        b.get(digest);
        return new Entry(HexFormat.of().formatHex(digest), b.getLong(), b.getInt(), b.getInt(), b.getInt(), b.getInt());
    }

    static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
