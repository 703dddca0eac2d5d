package org.speechbench.datasets.audio;

import java.io.EOFException;

/**
 * The header of one FLAC frame (RFC 9639, section 9.1), whose CRC-8 has been checked.
 *
 * @param variable whether {@code number} counts samples instead of frames
 * @param number number of the frame, or of its first sample
 * @param blockSize samples per channel, 1 to 65536
 * @param sampleRate in Hz; 0 for that of the stream
 * @param channels 1 to 8
 * @param stereo how two channels are written
 * @param bits bits per sample; 0 for that of the stream
 */
record FlacHeader(boolean variable, long number, int blockSize, int sampleRate, int channels, Stereo stereo, int bits) {
    /** Which of two channels is written as a difference. */
    enum Stereo {
        INDEPENDENT,
        LEFT_SIDE,
        SIDE_RIGHT,
        MID_SIDE
    }

    private static final int SYNC = 0x7FFC;
    private static final int[] RATES = {
        0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000
    };
    private static final int[] BITS = {0, 8, 12, -1, 16, 20, 24, 32};

    /** @throws BadAudio if no header begins here, or if it is damaged */
    static FlacHeader read(FlacBits in) throws BadAudio, EOFException {
        int start = in.position();
        if (in.unsigned(15) != SYNC) {
            throw damaged("no frame begins there");
        }
        boolean variable = in.unsigned(1) == 1;
        int sizeCode = in.small(4);
        int rateCode = in.small(4);
        int assignment = in.small(4);
        int bits = BITS[in.small(3)];
        if (in.unsigned(1) != 0 || bits < 0 || assignment > 10 || rateCode == 15 || sizeCode == 0) {
            throw damaged("a frame's header has reserved values");
        }
        long number = number(in);
        int blockSize = blockSize(in, sizeCode);
        int rate = rate(in, rateCode);
        int crc = in.crc8(start);
        if (in.unsigned(8) != crc) {
            throw damaged("the CRC-8 of a frame's header is wrong");
        }
        Stereo stereo = assignment < 8 ? Stereo.INDEPENDENT : Stereo.values()[assignment - 7];
        return new FlacHeader(variable, number, blockSize, rate, assignment < 8 ? assignment + 1 : 2, stereo, bits);
    }

    private static int blockSize(FlacBits in, int code) throws EOFException {
        return switch (code) {
            case 1 -> 192;
            case 2, 3, 4, 5 -> 144 << code;
            case 6 -> in.small(8) + 1;
            case 7 -> in.small(16) + 1;
            default -> 1 << code;
        };
    }

    private static int rate(FlacBits in, int code) throws EOFException {
        return switch (code) {
            case 12 -> in.small(8) * 1_000;
            case 13 -> in.small(16);
            case 14 -> in.small(16) * 10;
            default -> RATES[code];
        };
    }

    /** A number of up to 36 bits, encoded as UTF-8 encodes code points. */
    private static long number(FlacBits in) throws BadAudio, EOFException {
        int first = in.small(8);
        int ones = Integer.numberOfLeadingZeros(~(first << 24));
        if (ones == 0) {
            return first;
        }
        if (ones == 1 || ones == 8) {
            throw damaged("a frame's number is not spelled as it should be");
        }
        long number = first & (0x7F >> ones);
        for (int i = 1; i < ones; i++) {
            int more = in.small(8);
            if (more >>> 6 != 2) {
                throw damaged("a frame's number is not spelled as it should be");
            }
            number = number << 6 | (more & 0x3F);
        }
        return number;
    }

    private static BadAudio damaged(String why) {
        return FlacDecoder.damaged(why);
    }
}
