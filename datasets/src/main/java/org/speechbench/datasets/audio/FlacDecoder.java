package org.speechbench.datasets.audio;

import java.io.EOFException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Decodes FLAC (RFC 9639) with 4 to 32 bits and 1 to 8 channels. A file is decoded in full or refused; damaged parts
 * are never left out or replaced by silence. Frames must follow one another without a gap and in order. The CRC of
 * every header and frame is checked, as are the rate, channels and bits of every frame against STREAMINFO, and the
 * number and MD5 of all samples if the encoder stated them. Memory grows with the decoded samples, not with what a
 * header claims.
 */
final class FlacDecoder {
    private static final String CURE = "Get the recording again, or encode it again with flac.";
    /** Tags that programs append to the audio. */
    private static final String[] TAGS = {"TAG", "APETAGEX", "ID3"};

    private final byte[] file;
    private final FlacStreamInfo info;
    private final FlacBits in;
    private final FlacSamples samples;
    private long frames;

    private FlacDecoder(byte[] file, FlacStreamInfo info) {
        this.file = file;
        this.info = info;
        this.in = new FlacBits(file, info.start());
        this.samples = new FlacSamples(info, file.length);
    }

    static RawAudio decode(byte[] file) throws BadAudio {
        FlacStreamInfo info = FlacStreamInfo.of(file);
        FlacDecoder decoder = new FlacDecoder(file, info);
        try {
            decoder.frames();
        } catch (EOFException e) {
            throw decoder.cutOff();
        }
        if (info.hasMd5() && !Arrays.equals(decoder.samples.md5(), info.md5())) {
            throw damaged("its samples do not have the MD5 they had when encoded");
        }
        return new RawAudio(info.sampleRate(), info.channels(), decoder.samples.interleaved());
    }

    static BadAudio damaged(String why) {
        return new BadAudio("the FLAC data is damaged: " + why, CURE);
    }

    private void frames() throws BadAudio, EOFException {
        while (info.frames() > 0 ? samples.frames() < info.frames() : !ended()) {
            frame();
        }
        if (info.frames() > 0 && (samples.frames() > info.frames() || frameFollows())) {
            throw damaged("there are more samples than the stated " + info.frames());
        }
    }

    private void frame() throws BadAudio, EOFException {
        int start = in.position();
        try {
            FlacHeader header = FlacHeader.read(in);
            check(header);
            samples.add(FlacFrame.read(in, header, start, info.bits()));
            frames++;
        } catch (BadAudio e) {
            throw new BadAudio(e.getMessage() + ", after " + samples.frames() + " samples", e.cure());
        }
    }

    private void check(FlacHeader header) throws BadAudio {
        if (header.number() != (header.variable() ? samples.frames() : frames)) {
            throw damaged("frames are missing");
        }
        same(header.channels(), info.channels(), "channels");
        same(header.bits(), info.bits(), "bits");
        same(header.sampleRate(), info.sampleRate(), "Hz");
    }

    private static void same(int frame, int stream, String unit) throws BadAudio {
        if (frame != 0 && frame != stream) {
            throw damaged("a frame has " + frame + " " + unit + ", its header " + stream);
        }
    }

    /** Whether a stream of unknown length has no further frames, because it ends or a tag follows. */
    private boolean ended() {
        int at = in.position();
        return at == file.length || Arrays.stream(TAGS).anyMatch(tag -> AudioKind.starts(file, at, tag));
    }

    private boolean frameFollows() {
        try {
            FlacHeader.read(new FlacBits(file, in.position()));
            return true;
        } catch (BadAudio | EOFException e) {
            return false;
        }
    }

    private BadAudio cutOff() {
        return info.frames() > 0
                ? BadAudio.truncated(samples.frames() + " samples", Long.toString(info.frames()))
                : new BadAudio(
                        "the file is cut off within a frame, after " + samples.frames() + " samples",
                        "Get the recording again.");
    }

    /** Collects decoded samples and their MD5, which FLAC computes over little-endian integers of whole bytes. */
    private static final class FlacSamples {
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
}
