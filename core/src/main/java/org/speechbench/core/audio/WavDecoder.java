package org.speechbench.core.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * RIFF WAVE: integer PCM of 8, 16, 24 and 32 bits, float of 32 and 64, mu-law, A-law, and WAVE_FORMAT_EXTENSIBLE of
 * these. The platform's decoder is not used because it returns what there is of a file that was cut off.
 */
final class WavDecoder {
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int EXTENSIBLE = 0xFFFE;
    /** Size of the data chunk when the writer could not seek back: all that follows. */
    private static final long UNKNOWN_SIZE = 0xFFFFFFFFL;

    private record Format(int sampleRate, int channels, SampleFormat samples) {}

    private WavDecoder() {}

    static RawAudio decode(byte[] file) throws BadAudio {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        in.position(Math.min(12, file.length));
        Format format = null;
        while (in.remaining() >= 8) {
            String id = ascii(in, 4);
            long size = Integer.toUnsignedLong(in.getInt());
            if (id.equals("data")) {
                return data(in, size, format);
            }
            if (size > in.remaining()) {
                throw BadAudio.truncated(in.remaining() + " bytes", size + " in chunk '" + id + "'");
            }
            int next = (int) Math.min(in.limit(), in.position() + size + (size & 1));
            if (id.equals("fmt ")) {
                format = format(in, (int) size);
            }
            in.position(next);
        }
        throw new BadAudio("the WAV file has no data chunk", "Get the recording again.");
    }

    private static RawAudio data(ByteBuffer in, long size, @Nullable Format format) throws BadAudio {
        if (format == null) {
            throw new BadAudio("the WAV file has no format before its data", "Convert it to 16-bit WAV or FLAC.");
        }
        if (size != UNKNOWN_SIZE && size > in.remaining()) {
            throw BadAudio.truncated(in.remaining() + " bytes of audio", Long.toString(size));
        }
        long bytes = size == UNKNOWN_SIZE ? in.remaining() : size;
        int frameBytes = format.channels() * format.samples().bytes();
        if (bytes % frameBytes != 0) {
            throw BadAudio.truncated(bytes % frameBytes + " bytes", frameBytes + " in the last frame");
        }
        int frames = (int) (bytes / frameBytes);
        float[] samples = format.samples().decode(in, frames * format.channels());
        return new RawAudio(format.sampleRate(), format.channels(), samples);
    }

    private static Format format(ByteBuffer in, int size) throws BadAudio {
        if (size < 16) {
            throw new BadAudio("the WAV format chunk has " + size + " bytes, not 16 or more", "Get it again.");
        }
        int start = in.position();
        int tag = in.getShort() & 0xFFFF;
        int channels = in.getShort() & 0xFFFF;
        int sampleRate = in.getInt();
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
                    "Convert it to 16-bit WAV or FLAC.");
        }
        return new Format(sampleRate, channels, samples);
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
            throw new BadAudio(
                    "WAV with format tag " + tag + " and " + bits + " bits is not supported",
                    "Convert it to 16-bit WAV or FLAC.");
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

    private static String ascii(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
