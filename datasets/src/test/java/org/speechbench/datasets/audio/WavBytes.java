package org.speechbench.datasets.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds WAV files for tests, byte by byte. */
final class WavBytes {
    private int sampleRate = 16_000;
    private int channels = 1;
    private int tag = 1;
    private int bits = 16;
    private boolean extensible;
    private byte[] before = new byte[0];
    private long statedBytes = -1;

    WavBytes rate(int hertz) {
        sampleRate = hertz;
        return this;
    }

    WavBytes channels(int count) {
        channels = count;
        return this;
    }

    WavBytes format(int formatTag, int bitsPerSample) {
        tag = formatTag;
        bits = bitsPerSample;
        return this;
    }

    WavBytes extensible() {
        extensible = true;
        return this;
    }

    /** A chunk between format and data, without padding. */
    WavBytes chunkBefore(byte[] bytes) {
        before = bytes;
        return this;
    }

    WavBytes statedDataBytes(long bytes) {
        statedBytes = bytes;
        return this;
    }

    byte[] pcm16(int... samples) {
        ByteBuffer data = little(2 * samples.length);
        for (int sample : samples) {
            data.putShort((short) sample);
        }
        return of(data.array());
    }

    byte[] of(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer format = little(extensible ? 40 : 16);
        format.putShort((short) (extensible ? 0xFFFE : tag)).putShort((short) channels);
        format.putInt(sampleRate).putInt(sampleRate * channels * bits / 8);
        format.putShort((short) (channels * bits / 8)).putShort((short) bits);
        if (extensible) {
            format.putShort((short) 22).putShort((short) bits).putInt(0).putShort((short) tag);
        }
        out.writeBytes(ascii("RIFF"));
        out.writeBytes(little(4).putInt(36 + data.length).array());
        out.writeBytes(ascii("WAVE"));
        chunk(out, "fmt ", format.array(), format.capacity());
        if (before.length > 0) {
            chunk(out, "LIST", before, before.length);
        }
        chunk(out, "data", data, statedBytes < 0 ? data.length : statedBytes);
        return out.toByteArray();
    }

    static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void chunk(ByteArrayOutputStream out, String id, byte[] content, long statedBytes) {
        out.writeBytes(ascii(id));
        out.writeBytes(little(4).putInt((int) statedBytes).array());
        out.writeBytes(content);
        if (content.length % 2 == 1) {
            out.write(0);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
