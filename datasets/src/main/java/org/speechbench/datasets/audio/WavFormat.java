package org.speechbench.datasets.audio;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The format chunk of a WAV file. */
record WavFormat(int sampleRate, int channels, SampleFormat samples) {
    private static final String CURE = "Convert it to 16-bit WAV or FLAC.";
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final Map<Integer, String> NAMES = Map.of(
            2, "Microsoft ADPCM",
            0x11, "IMA ADPCM",
            0x31, "GSM 6.10",
            0x50, "MPEG audio",
            0x55, "MP3",
            0xFF, "AAC",
            0x161, "Windows Media audio");

    int frameBytes() {
        return channels * samples.bytes();
    }

    /** Reads a format chunk of the given size at the buffer's position. */
    static WavFormat read(ByteBuffer in, int size) throws BadAudio {
        if (size < 16) {
            throw new BadAudio("the WAV format chunk has " + size + " bytes, not 16 or more", "Get it again.");
        }
        int start = in.position();
        int tag = in.getShort(start) & 0xFFFF;
        int channels = in.getShort(start + 2) & 0xFFFF;
        int sampleRate = in.getInt(start + 4);
        int frameBytes = in.getShort(start + 12) & 0xFFFF;
        int bits = in.getShort(start + 14) & 0xFFFF;
        if (tag == EXTENSIBLE && size >= 40) {
            tag = in.getShort(start + 24) & 0xFFFF;
        }
        SampleFormat samples = samples(tag, bits);
        if (channels == 0 || frameBytes != channels * samples.bytes()) {
            throw new BadAudio(
                    "the WAV format is inconsistent: " + channels + " channels of " + bits + " bits in " + frameBytes
                            + " bytes",
                    CURE);
        }
        return new WavFormat(sampleRate, channels, samples);
    }

    private static SampleFormat samples(int tag, int bits) throws BadAudio {
        SampleFormat found =
                switch (tag) {
                    case PCM -> integer(bits);
                    case FLOAT -> bits == 32 ? SampleFormat.FLOAT_32 : bits == 64 ? SampleFormat.FLOAT_64 : null;
                    case A_LAW -> bits == 8 ? SampleFormat.A_LAW : null;
                    case MU_LAW -> bits == 8 ? SampleFormat.MU_LAW : null;
                    default -> null;
                };
        if (found == null) {
            String name = NAMES.containsKey(tag) ? "WAV that holds " + NAMES.get(tag) + "," : "WAV";
            throw new BadAudio(name + " with format tag " + tag + " and " + bits + " bits is not supported", CURE);
        }
        return found;
    }

    private static @Nullable SampleFormat integer(int bits) {
        return switch (bits) {
            case 8 -> SampleFormat.UNSIGNED_8;
            case 16 -> SampleFormat.SIGNED_16;
            case 24 -> SampleFormat.SIGNED_24;
            case 32 -> SampleFormat.SIGNED_32;
            default -> null;
        };
    }
}
