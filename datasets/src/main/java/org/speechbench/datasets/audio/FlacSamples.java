package org.speechbench.datasets.audio;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Collects decoded samples and their MD5, which FLAC computes over little-endian integers of whole bytes. */
final class FlacSamples {
    /** The number of samples that is allowed for any size of file, since an hour of silence may be a few kilobytes. */
    private static final long FREE_SAMPLES = 1L << 24;
    /**
     * The limit; silence in blocks of 4,608 samples, the largest in the streamable subset at rates of speech, has 400.
     */
    private static final long SAMPLES_OF_A_BYTE = 512;

    private final FlacStreamInfo info;
    private final long limit;
    private final MessageDigest digest = md5Digest();
    private final float scale;
    private float[] samples = new float[1 << 12];
    private int used;

    FlacSamples(FlacStreamInfo info, long fileBytes) {
        this.info = info;
        this.limit = Math.min(Integer.MAX_VALUE - 8, Math.max(FREE_SAMPLES, fileBytes * SAMPLES_OF_A_BYTE));
        this.scale = 1f / (1L << (info.bits() - 1));
    }

    /** Adds the samples of a frame, by channel. */
    void add(long[][] channels) throws BadAudio {
        int frames = channels[0].length;
        long needed = used + (long) frames * channels.length;
        if (needed > limit) {
            throw FlacDecoder.damaged("more than " + limit + " samples in so small a file");
        }
        if (needed > samples.length) {
            long grown = Math.max(needed, samples.length + (long) samples.length / 2);
            samples = Arrays.copyOf(samples, (int) Math.min(limit, grown));
        }
        int width = (info.bits() + 7) / 8;
        byte[] bytes = new byte[frames * channels.length * width];
        int at = 0;
        for (int i = 0; i < frames; i++) {
            for (long[] channel : channels) {
                long value = channel[i];
                samples[used++] = value * scale;
                for (int b = 0; b < width; b++) {
                    bytes[at++] = (byte) (value >> (8 * b));
                }
            }
        }
        digest.update(bytes);
    }

    /** The number of samples per channel so far. */
    long frames() {
        return used / info.channels();
    }

    byte[] md5() {
        return digest.digest();
    }

    float[] interleaved() {
        return Arrays.copyOf(samples, used);
    }

    private static MessageDigest md5Digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
