package org.speechbench.datasets.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes RIFF WAVE: integer PCM of 8, 16, 24 and 32 bits, float of 32 and 64 bits, mu-law, A-law, and
 * WAVE_FORMAT_EXTENSIBLE of these, also with big-endian numbers (RIFX) and 64-bit sizes (RF64 of EBU Tech 3306, BW64).
 * If the writer left a placeholder for the size of the data, because it could not seek back or was killed, the data
 * extend to the end of the file; otherwise a file that ends before its data is refused. An incomplete last frame is
 * ignored.
 *
 * <p>The decoder of the JDK is not used because it returns whatever a truncated file contains.
 */
final class WavDecoder {
    private static final String CURE = "Convert it to 16-bit WAV or FLAC.";
    private static final int HEADER_BYTES = 12;
    /** In place of a 32-bit size: the size is in chunk ds64. */
    private static final long SEE_DS64 = 0xFFFF_FFFFL;
    /**
     * The placeholder of sox, 2 GiB less 4 KiB; those of other programs are larger. No file that can be read is so
     * large.
     */
    private static final long SMALLEST_PLACEHOLDER = 0x7FFF_F000L;

    private final ByteBuffer in;
    private @Nullable WavFormat format;
    private int dataStart = -1;
    private long dataBytes;
    private long wideDataBytes = SEE_DS64;

    private WavDecoder(byte[] file) {
        boolean bigEndian = AudioKind.starts(file, 0, "RIFX");
        this.in = ByteBuffer.wrap(file).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    static boolean isWav(byte[] file) {
        boolean riff = false;
        for (String kind : new String[] {"RIFF", "RIFX", "RF64", "BW64"}) {
            riff |= AudioKind.starts(file, 0, kind);
        }
        return riff && AudioKind.starts(file, 8, "WAVE");
    }

    static RawAudio decode(byte[] file) throws BadAudio {
        WavDecoder decoder = new WavDecoder(file);
        decoder.chunks();
        return decoder.audio();
    }

    /** Reads chunks until format and data have been found, in either order. */
    private void chunks() throws BadAudio {
        in.position(HEADER_BYTES);
        while (in.remaining() >= 8 && (format == null || dataStart < 0)) {
            String id = ascii(4);
            long size = Integer.toUnsignedLong(in.getInt());
            if (id.equals("data")) {
                dataStart = in.position();
                dataBytes = dataBytes(size);
                size = Math.min(dataBytes, in.remaining());
            } else if (size > in.remaining()) {
                throw BadAudio.truncated(in.remaining() + " bytes", size + " in chunk '" + printable(id) + "'");
            }
            int next = (int) Math.min(in.limit(), in.position() + size + (size & 1));
            if (id.equals("fmt ")) {
                format = WavFormat.read(in, (int) size);
            } else if (id.equals("ds64") && size >= 16) {
                wideDataBytes = in.getLong(in.position() + 8);
            }
            in.position(next);
        }
    }

    /** Size of the data chunk that begins here. */
    private long dataBytes(long stated) {
        long size = stated == SEE_DS64 ? wideDataBytes : stated;
        if (size < 0 || (size > in.remaining() && isPlaceholder(size)) || (size == 0 && isUnfinished())) {
            return in.remaining();
        }
        return size;
    }

    private static boolean isPlaceholder(long size) {
        return size >= SMALLEST_PLACEHOLDER && size <= SEE_DS64;
    }

    /** Whether the size of the whole file is a placeholder as well, or ends before the data. */
    private boolean isUnfinished() {
        long whole = Integer.toUnsignedLong(in.getInt(4));
        return whole + 8 <= in.position() || isPlaceholder(whole);
    }

    private RawAudio audio() throws BadAudio {
        if (dataStart < 0) {
            throw new BadAudio("the WAV file has no data chunk", "Get the recording again.");
        }
        WavFormat found = format;
        if (found == null) {
            throw new BadAudio("the WAV file has no format of its data", CURE);
        }
        long frames = dataBytes / found.frameBytes();
        in.position(dataStart);
        if (frames * found.frameBytes() > in.remaining()) {
            throw BadAudio.truncated(in.remaining() + " bytes of audio", Long.toString(dataBytes));
        }
        float[] samples = found.samples().decode(in, (int) frames * found.channels());
        return new RawAudio(found.sampleRate(), found.channels(), samples);
    }

    private String ascii(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String printable(String id) {
        return id.replaceAll("[^ -~]", "?");
    }

    /** The format chunk of a WAV file. */
    private record WavFormat(int sampleRate, int channels, SampleFormat samples) {
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
                        "the WAV format is inconsistent: " + channels + " channels of " + bits + " bits in "
                                + frameBytes + " bytes",
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
}
