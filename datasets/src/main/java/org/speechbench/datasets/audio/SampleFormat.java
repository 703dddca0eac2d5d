package org.speechbench.datasets.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The encoding of a sample; the byte order is the buffer's. Integers are divided by their full scale. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum SampleFormat {
    UNSIGNED_8(1, in -> ((in.get() & 0xFF) - 128) / 128f),
    SIGNED_8(1, in -> in.get() / 128f),
    SIGNED_16(2, in -> in.getShort() / 32768f),
    SIGNED_24(3, SampleFormat::signed24),
    SIGNED_32(4, in -> (float) (in.getInt() / 2147483648.0)),
    FLOAT_32(4, ByteBuffer::getFloat),
    FLOAT_64(8, in -> (float) in.getDouble()),
    /** G.711 mu-law, 8 bits to 14. */
    MU_LAW(1, SampleFormat::muLaw),
    /** G.711 A-law, 8 bits to 13. */
    A_LAW(1, SampleFormat::aLaw);

    private final int bytes;
    private final Reader reader;

    private interface Reader {
        float next(ByteBuffer in);
    }

    SampleFormat(int bytes, Reader reader) {
        this.bytes = bytes;
        this.reader = reader;
    }

    int bytes() {
        return bytes;
    }

    float[] decode(ByteBuffer in, int count) {
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = reader.next(in);
        }
        return samples;
    }

    private static float signed24(ByteBuffer in) {
        boolean little = in.order() == ByteOrder.LITTLE_ENDIAN;
        int first = in.get() & 0xFF;
        int middle = in.get() & 0xFF;
        int last = in.get() & 0xFF;
        int high = little ? last : first;
        int low = little ? first : last;
        return (((byte) high << 16) | (middle << 8) | low) / 8388608f;
    }

    private static float muLaw(ByteBuffer in) {
        int code = ~in.get() & 0xFF;
        int magnitude = ((((code & 0x0F) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84;
        return ((code & 0x80) == 0 ? magnitude : -magnitude) / 32768f;
    }

    private static float aLaw(ByteBuffer in) {
        int code = (in.get() & 0xFF) ^ 0x55;
        int exponent = (code >> 4) & 7;
        int step = ((code & 0x0F) << 4) + 8;
        int magnitude = exponent == 0 ? step : (step + 0x100) << (exponent - 1);
        return ((code & 0x80) == 0 ? -magnitude : magnitude) / 32768f;
    }
}
