package org.speechbench.datasets.audio;

import org.jspecify.annotations.Nullable;

/**
 * The header of a frame of MPEG audio (ISO/IEC 11172-3, 2.4.1.3, and 13818-3 for low rates).
 *
 * @param version 1, 2, or 3 for the low rates that are known as 2.5
 * @param layer 1 to 3
 * @param sampleRate in Hz
 * @param bytes length of the frame, with its header
 */
record MpegHeader(int version, int layer, int sampleRate, int channels, int bytes) {
    static final int BYTES = 4;

    /** What some programs leave between a tag and the first frame. */
    private static final int MAX_ZEROS = 2048;

    private static final int[] RATES = {44_100, 48_000, 32_000};
    /** In kbit/s: layers I, II and III of version 1, layer I and layers II and III of the others. */
    private static final int[][] KILOBITS = {
        {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
        {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
    };

    /** Reads the header that begins at a byte; null if none does. Frames of free bit rate have no known length. */
    static @Nullable MpegHeader at(byte[] file, int at) {
        if (at + BYTES > file.length || file[at] != (byte) 0xFF || (file[at + 1] & 0xE0) != 0xE0) {
            return null;
        }
        int version = new int[] {3, 0, 2, 1}[(file[at + 1] >> 3) & 3];
        int layer = 4 - ((file[at + 1] >> 1) & 3);
        int bits = (file[at + 2] >> 4) & 0xF;
        int rate = (file[at + 2] >> 2) & 3;
        if (version == 0 || layer == 4 || bits == 0 || bits == 15 || rate == 3) {
            return null;
        }
        int kilobits = KILOBITS[version == 1 ? layer - 1 : layer == 1 ? 3 : 4][bits];
        int sampleRate = RATES[rate] >> (version - 1);
        int channels = ((file[at + 3] >> 6) & 3) == 3 ? 1 : 2;
        int padding = (file[at + 2] >> 1) & 1;
        int bytes = layer == 1
                ? (12_000 * kilobits / sampleRate + padding) * 4
                : samples(version, layer) / 8 * 1000 * kilobits / sampleRate + padding;
        return new MpegHeader(version, layer, sampleRate, channels, bytes);
    }

    private static int samples(int version, int layer) {
        return layer == 1 ? 384 : layer == 3 && version > 1 ? 576 : 1152;
    }

    /** Samples of the frame in each channel. */
    int samples() {
        return samples(version, layer);
    }

    /** Bytes of side information of layer III, which follow the header. */
    int sideBytes() {
        return version == 1 ? channels == 1 ? 17 : 32 : channels == 1 ? 9 : 17;
    }

    boolean continues(MpegHeader before) {
        return version == before.version
                && layer == before.layer
                && sampleRate == before.sampleRate
                && channels == before.channels;
    }

    /** The first place after a few zeros, if there are any. */
    static int afterZeros(byte[] file, int at) {
        int next = at;
        while (next < file.length && next - at < MAX_ZEROS && file[next] == 0) {
            next++;
        }
        return next;
    }
}
