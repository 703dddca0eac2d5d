package org.speechbench.datasets.audio;

import java.util.Arrays;

/** ID3v2 tags (id3.org, ID3v2.4.0 structure, section 3.1), which some programs put before FLAC. */
final class IdTag {
    private static final int HEADER_BYTES = 10;
    private static final int FOOTER_FLAG = 0x10;

    private IdTag() {}

    /** The file without the tags at its beginning; the unchanged file if nothing follows them. */
    static byte[] skip(byte[] file) {
        long at = 0;
        while (at + HEADER_BYTES <= file.length && AudioReader.starts(file, (int) at, "ID3")) {
            at += bytes(file, (int) at);
        }
        return at == 0 || at >= file.length ? file : Arrays.copyOfRange(file, (int) at, file.length);
    }

    /** Length of the tag that begins here, whose size has seven bits per byte. */
    private static long bytes(byte[] file, int at) {
        long size = 0;
        for (int i = 6; i < HEADER_BYTES; i++) {
            size = size << 7 | (file[at + i] & 0x7F);
        }
        boolean footer = (file[at + 5] & FOOTER_FLAG) != 0;
        return HEADER_BYTES + size + (footer ? HEADER_BYTES : 0);
    }
}
