package org.speechbench.datasets.download;

import java.io.IOException;
import org.speechbench.core.ByteSize;

/**
 * How much may come out of an archive, so that a small file cannot fill a disk.
 *
 * @param entries at most
 * @param bytes at most, of all files together
 */
record UnpackBounds(long entries, long bytes) {
    /** Beside each recording, some archives have a text or a link; folders and documents come on top. */
    private static final int ENTRIES_A_RECORDING = 4;

    private static final long FURTHER_ENTRIES = 10_000;

    /** Of an archive whose recordings nobody has counted. */
    private static final long UNKNOWN_ENTRIES = 1_000_000;

    /** Recordings shrink to a third at most, lists to a tenth. */
    private static final int RATIO = 20;

    private static final long FURTHER_BYTES = 16L << 20;

    /** @param size of the archive */
    static UnpackBounds of(Download download, long size) {
        long entries = download.unpacked().recordings() > 0
                ? ENTRIES_A_RECORDING * (long) download.unpacked().recordings() + FURTHER_ENTRIES
                : UNKNOWN_ENTRIES;
        return new UnpackBounds(entries, RATIO * size + FURTHER_BYTES);
    }

    Count count() {
        return new Count(this);
    }

    /** What has come out so far. */
    static final class Count {
        private final UnpackBounds most;
        private long entries;
        private long bytes;

        private Count(UnpackBounds most) {
            this.most = most;
        }

        /** @throws IOException if there are too many */
        void entry() throws IOException {
            if (++entries > most.entries()) {
                throw new IOException("it has more than " + most.entries() + " entries");
            }
        }

        /** @throws IOException if there are too many */
        void bytes(int more) throws IOException {
            bytes += more;
            if (bytes > most.bytes()) {
                throw new IOException("more than " + ByteSize.text(most.bytes()) + " come out of it, over " + RATIO
                        + " times its size");
            }
        }
    }
}
