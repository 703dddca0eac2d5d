package org.speechbench.datasets.audio;

import java.nio.ByteBuffer;

/** The encoding of a sample; the byte order is the buffer's. Integers are divided by their full scale. */
enum SampleFormat {
    UNSIGNED_8(1) {
        @Override
        float next(ByteBuffer in) {
            return ((in.get() & 0xFF) - 128) / 128f;
        }
    },
    SIGNED_8(1) {
        @Override
        float next(ByteBuffer in) {
            return in.get() / 128f;
        }
    },
    SIGNED_16(2) {
        @Override
        float next(ByteBuffer in) {
            return in.getShort() / 32768f;
        }
    },
    SIGNED_24(3) {
        @Override
        float next(ByteBuffer in) {
            boolean little = in.order() == java.nio.ByteOrder.LITTLE_ENDIAN;
            int first = in.get() & 0xFF;
            int middle = in.get() & 0xFF;
            int last = in.get() & 0xFF;
            int high = little ? last : first;
            int low = little ? first : last;
            return (((byte) high << 16) | (middle << 8) | low) / 8388608f;
        }
    },
    SIGNED_32(4) {
        @Override
        float next(ByteBuffer in) {
            return (float) (in.getInt() / 2147483648.0);
        }
    },
    FLOAT_32(4) {
        @Override
        float next(ByteBuffer in) {
            return in.getFloat();
        }
    },
    FLOAT_64(8) {
        @Override
        float next(ByteBuffer in) {
            return (float) in.getDouble();
        }
    },
    /** G.711 mu-law, 8 bits to 14. */
    MU_LAW(1) {
        @Override
        float next(ByteBuffer in) {
            int code = ~in.get() & 0xFF;
            int magnitude = ((((code & 0x0F) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84;
            return ((code & 0x80) == 0 ? magnitude : -magnitude) / 32768f;
        }
    },
    /** G.711 A-law, 8 bits to 13. */
    A_LAW(1) {
        @Override
        float next(ByteBuffer in) {
            int code = (in.get() & 0xFF) ^ 0x55;
            int exponent = (code >> 4) & 7;
            int step = ((code & 0x0F) << 4) + 8;
            int magnitude = exponent == 0 ? step : (step + 0x100) << (exponent - 1);
            return ((code & 0x80) == 0 ? -magnitude : magnitude) / 32768f;
        }
    };

    private final int bytes;

    SampleFormat(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    abstract float next(ByteBuffer in);

    float[] decode(ByteBuffer in, int count) {
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = next(in);
        }
        return samples;
    }
}
