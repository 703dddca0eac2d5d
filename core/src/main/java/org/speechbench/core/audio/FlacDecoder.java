package org.speechbench.core.audio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jflac.ChannelData;
import org.jflac.FLACDecoder;
import org.jflac.frame.Frame;

/**
 * FLAC (RFC 9639) through jFLAC. jFLAC skips frames it cannot decode, so number and MD5 of the samples are compared
 * with STREAMINFO (where the encoder stated them): a damaged file is an error, never shorter or silent audio.
 */
final class FlacDecoder {
    private static final String CURE = "Get the recording again, or encode it again with flac.";
    /** Marker, block header and STREAMINFO. */
    private static final int HEADER_BYTES = 4 + 4 + 34;

    /** What STREAMINFO states; 0 samples and an MD5 of zeros mean that the encoder did not know. */
    private record StreamInfo(int sampleRate, int channels, int bits, long frames, byte[] md5) {
        static StreamInfo of(byte[] file) throws BadAudio {
            if (file.length < HEADER_BYTES) {
                throw BadAudio.truncated(file.length + " bytes", HEADER_BYTES + " in the FLAC header");
            }
            if ((file[4] & 0x7F) != 0) {
                throw new BadAudio("the FLAC file does not begin with STREAMINFO", CURE);
            }
            long packed = ByteBuffer.wrap(file).getLong(18);
            return new StreamInfo(
                    (int) (packed >>> 44),
                    (int) ((packed >>> 41) & 7) + 1,
                    (int) ((packed >>> 36) & 31) + 1,
                    packed & 0xF_FFFF_FFFFL,
                    Arrays.copyOfRange(file, 26, HEADER_BYTES));
        }

        boolean hasMd5() {
            return !Arrays.equals(md5, new byte[16]);
        }
    }

    private FlacDecoder() {}

    static RawAudio decode(byte[] file) throws BadAudio {
        StreamInfo info = StreamInfo.of(file);
        if (info.frames() * info.channels() > Integer.MAX_VALUE / 4) {
            throw new BadAudio("the FLAC file has " + info.frames() + " samples, too many for one utterance", CURE);
        }
        PcmSink sink = new PcmSink(info);
        int badFrames;
        try {
            badFrames = decode(file, sink);
        } catch (IOException | RuntimeException e) {
            throw new BadAudio("the FLAC data cannot be decoded (" + e + ") after " + sink.count() + " samples", CURE);
        }
        if (info.frames() > 0 && sink.count() != info.frames()) {
            throw BadAudio.truncated(sink.count() + " samples", Long.toString(info.frames()));
        }
        if (badFrames > 0) {
            throw new BadAudio("the FLAC data is damaged: " + badFrames + " frames cannot be decoded", CURE);
        }
        if (info.hasMd5() && !Arrays.equals(sink.md5(), info.md5())) {
            throw new BadAudio("the FLAC data is damaged: its samples do not have the MD5 they had when encoded", CURE);
        }
        return new RawAudio(info.sampleRate(), info.channels(), sink.samples());
    }

    private static int decode(byte[] file, PcmSink sink) throws IOException {
        FLACDecoder decoder = new FLACDecoder(new ByteArrayInputStream(file));
        decoder.readMetadata();
        while (!sink.complete()) {
            Frame frame = decoder.readNextFrame();
            if (frame == null) {
                break;
            }
            sink.add(decoder.getChannelData(), frame.header.blockSize);
        }
        return decoder.getBadFrames();
    }

    /** Collects samples and their MD5, which FLAC defines over little-endian integers of whole bytes. */
    private static final class PcmSink {
        private final StreamInfo info;
        private final MessageDigest digest = newMd5();
        private final float scale;
        private float[] samples;
        private int used;

        PcmSink(StreamInfo info) {
            this.info = info;
            this.scale = 1f / (1L << (info.bits() - 1));
            this.samples = new float[(int) Math.max(1 << 16, info.frames() * info.channels())];
        }

        void add(ChannelData[] channels, int frames) {
            int bytesPerSample = (info.bits() + 7) / 8;
            int needed = used + frames * info.channels();
            if (needed > samples.length) {
                samples = Arrays.copyOf(samples, Math.max(needed, samples.length + samples.length / 2));
            }
            ByteBuffer bytes = ByteBuffer.allocate(frames * info.channels() * bytesPerSample + 4)
                    .order(ByteOrder.LITTLE_ENDIAN);
            int at = 0;
            for (int i = 0; i < frames; i++) {
                for (int c = 0; c < info.channels(); c++) {
                    int value = channels[c].getOutput()[i];
                    samples[used++] = value * scale;
                    bytes.putInt(at, value);
                    at += bytesPerSample;
                }
            }
            digest.update(bytes.array(), 0, at);
        }

        /** Whether all is read; what follows, an ID3 tag for example, is not audio. */
        boolean complete() {
            return info.frames() > 0 && count() >= info.frames();
        }

        long count() {
            return used / info.channels();
        }

        byte[] md5() {
            return digest.digest();
        }

        float[] samples() {
            return Arrays.copyOf(samples, used);
        }

        private static MessageDigest newMd5() {
            try {
                return MessageDigest.getInstance("MD5");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has MD5", e);
            }
        }
    }
}
