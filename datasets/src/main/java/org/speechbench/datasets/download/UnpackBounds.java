package org.speechbench.datasets.download;

import java.io.IOException;
import org.speechbench.core.ByteSize;

/**
 * Limits on the content of an archive, so that a small file cannot fill a disk.
 *
 * @param entries the most entries
 * @param bytes the most bytes of all files together
 */
record UnpackBounds(long entries, long bytes) {
    /**
     * The most entries per recording: some archives have a text or a link beside each; folders and documents are extra.
     */
    private static final int ENTRIES_A_RECORDING = 4;

    private static final long FURTHER_ENTRIES = 10_000;

    /** The most entries of an archive whose number of recordings is not known. */
    private static final long UNKNOWN_ENTRIES = 1_000_000;

    /** The most bytes per byte of the archive; recordings are compressed to a third at most, lists to a tenth. */
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

    /** Counts what has been unpacked so far. */
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
