package org.speechbench.datasets.audio;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The contents of a FLAC file's STREAMINFO (RFC 9639, section 8.2), and the start of its frames.
 *
 * @param frames samples per channel; 0 if the encoder did not know
 * @param md5 MD5 of the samples; zeros if the encoder did not know
 * @param start position of the first frame
 */
record FlacStreamInfo(int sampleRate, int channels, int bits, long frames, byte[] md5, int start) {
    private static final int MARKER_BYTES = 4;
    private static final int BLOCK_HEADER_BYTES = 4;
    private static final int STREAMINFO_BYTES = 34;
    private static final int HEADER_BYTES = MARKER_BYTES + BLOCK_HEADER_BYTES + STREAMINFO_BYTES;
    private static final int MIN_BITS = 4;

    static FlacStreamInfo of(byte[] file) throws BadAudio {
        if (file.length < HEADER_BYTES) {
            throw BadAudio.truncated(file.length + " bytes", HEADER_BYTES + " in the FLAC header");
        }
        if ((file[MARKER_BYTES] & 0x7F) != 0 || blockBytes(file, MARKER_BYTES) < STREAMINFO_BYTES) {
            throw FlacDecoder.damaged("it does not begin with STREAMINFO");
        }
        long packed = ByteBuffer.wrap(file).getLong(18);
        FlacStreamInfo info = new FlacStreamInfo(
                (int) (packed >>> 44),
                (int) ((packed >>> 41) & 7) + 1,
                (int) ((packed >>> 36) & 31) + 1,
                packed & 0xF_FFFF_FFFFL,
                Arrays.copyOfRange(file, 26, HEADER_BYTES),
                afterMetadata(file));
        if (info.bits < MIN_BITS) {
            throw FlacDecoder.damaged("samples of " + info.bits + " bits");
        }
        return info;
    }

    boolean hasMd5() {
        return !Arrays.equals(md5, new byte[16]);
    }

    private static int afterMetadata(byte[] file) throws BadAudio {
        int at = MARKER_BYTES;
        while (true) {
            if (at + BLOCK_HEADER_BYTES > file.length) {
                throw BadAudio.truncated(file.length + " bytes", (at + BLOCK_HEADER_BYTES) + " in the FLAC header");
            }
            boolean last = file[at] < 0;
            long end = (long) at + BLOCK_HEADER_BYTES + blockBytes(file, at);
            if (end > file.length) {
                throw BadAudio.truncated(file.length + " bytes", end + " in the FLAC header");
            }
            at = (int) end;
            if (last) {
                return at;
            }
        }
    }

    private static int blockBytes(byte[] file, int at) {
        return ByteBuffer.wrap(file).getInt(at) & 0xFF_FFFF;
    }
}
