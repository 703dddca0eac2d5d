package org.speechbench.datasets.audio;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the frames of an MP3 file. Frames must follow one another from the first to the end of the file or to tags
 * at its end. If the first frame is a header of Xing or LAME, their number must be the stated one, and the samples that
 * an encoder of LAME's or FFmpeg's says it added are not counted: the stated delay and the 529 samples of decoders
 * before, and the padding less these after.
 */
final class Mp3File {
    private static final List<String> TAGS = List.of("TAG", "APETAGEX", "LYRICSBEGIN");
    private static final int DECODER_DELAY = 529;
    private static final int TABLE_BYTES = 100;
    /** From the encoder's name to its delay and padding, which are 12 bits each. */
    private static final int DELAYS = 21;

    private final byte[] file;
    private final MpegHeader first;
    private int at;

    private Mp3File(byte[] file, int start, MpegHeader first) {
        this.file = file;
        this.at = start;
        this.first = first;
    }

    /** @param file without ID3v2 tags */
    static CompressedAudio read(byte[] file) throws BadAudio {
        int start = MpegHeader.afterZeros(file, 0);
        MpegHeader first = MpegHeader.at(file, start);
        if (first == null) {
            throw new BadAudio("no MP3 frame begins at byte " + start, "Get the recording again.");
        }
        return new Mp3File(file, start, first).audio();
    }

    private CompressedAudio audio() throws BadAudio {
        Stated stated = stated();
        if (stated != null) {
            at += first.bytes();
        }
        long frames = frames();
        if (stated != null && stated.frames() >= 0 && stated.frames() != frames) {
            if (frames < stated.frames()) {
                throw BadAudio.truncated(frames + " frames", stated.frames() + " that the header states");
            }
            throw new BadAudio(
                    "the header states " + stated.frames() + " MP3 frames, and there are " + frames,
                    "Several files may have been joined; take them apart, or convert them to FLAC.");
        }
        long samples = frames * first.samples() - (stated == null ? 0 : stated.skipped());
        return new CompressedAudio("mp3", "mp3float", first.sampleRate(), Math.max(0, samples), 0);
    }

    private long frames() throws BadAudio {
        long frames = 0;
        while (at < file.length && !isEnd()) {
            MpegHeader frame = MpegHeader.at(file, at);
            if (frame == null) {
                throw new BadAudio(
                        "no MP3 frame begins at byte " + at + ", after " + frames + " frames",
                        "Get the recording again.");
            }
            if (!frame.continues(first)) {
                throw new BadAudio(
                        "the sample rate or the number of channels changes at byte " + at,
                        "Convert it to 16 kHz FLAC with a program that handles this.");
            }
            if (frame.bytes() > file.length - at) {
                throw BadAudio.truncated((file.length - at) + " bytes", frame.bytes() + " of the last MP3 frame");
            }
            at += frame.bytes();
            frames++;
        }
        return frames;
    }

    private boolean isEnd() {
        return TAGS.stream().anyMatch(tag -> AudioKind.starts(file, at, tag))
                || MpegHeader.afterZeros(file, at) == file.length;
    }

    /**
     * What the header of a file states.
     *
     * @param frames their number; -1 if it is not stated
     * @param skipped the samples that an encoder and a decoder add
     */
    private record Stated(long frames, long skipped) {}

    /** The header of Xing, LAME or FhG in the first frame; null if that frame is audio. */
    private @Nullable Stated stated() {
        if (AudioKind.starts(file, at + MpegHeader.BYTES + 32, "VBRI")) {
            return new Stated(-1, 0);
        }
        int header = at + MpegHeader.BYTES + first.sideBytes();
        boolean xing = AudioKind.starts(file, header, "Xing") || AudioKind.starts(file, header, "Info");
        if (!xing || header + 8 > file.length) {
            return null;
        }
        int flags = (int) number(header + 4);
        if ((flags & 3) == 0) {
            // ffmpeg takes a header with neither number for audio, and so the frame counts.
            return null;
        }
        int encoder = header + 8 + 4 * Integer.bitCount(flags & 0b1011) + ((flags & 4) == 0 ? 0 : TABLE_BYTES);
        boolean counted = (flags & 1) != 0 && header + 12 <= file.length;
        return new Stated(counted ? number(header + 8) : -1, skipped(encoder, counted));
    }

    private long skipped(int encoder, boolean counted) {
        boolean told = List.of("LAME", "Lavf", "Lavc").stream().anyMatch(name -> AudioKind.starts(file, encoder, name));
        if (!told || encoder + DELAYS + 3 > file.length) {
            return 0;
        }
        long both = number(encoder + DELAYS - 1) & 0xFF_FFFF;
        long delay = both >> 12;
        long padding = both & 0xFFF;
        return delay + DECODER_DELAY + (counted ? Math.max(0, padding - DECODER_DELAY) : 0);
    }

    private long number(int from) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(file).getInt(from));
    }
}
