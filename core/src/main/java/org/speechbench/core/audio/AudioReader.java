package org.speechbench.core.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.speechbench.core.UserError;

/**
 * Reads audio files, the only class that does: FLAC, WAV and NIST SPHERE, told apart by their first bytes, never by
 * their names. Channels are averaged, other sample rates are converted to 16 kHz. A recording of 16 kHz, 16 bits and one
 * channel is exact: its samples times 32768 are the recorded integers. Several threads may share one reader.
 */
public final class AudioReader {
    private static final long MAX_BYTES = 1L << 30;
    private static final int MIN_RATE = 4_000;
    private static final int MAX_RATE = 384_000;
    /** Float files a little over full scale are clipped; this much over means a wrong scale. */
    private static final float MAX_PEAK = 2;

    private final Map<Integer, Resampler> resamplers = new ConcurrentHashMap<>();

    /**
     * The recording as 16 kHz mono.
     *
     * @throws UserError on one line if the file is missing, empty, cut off, damaged, without samples or of a kind that
     *     is not supported
     */
    public Waveform read(Path file) {
        byte[] bytes = bytes(file);
        try {
            RawAudio raw = decode(bytes);
            check(raw);
            return new Waveform(clip(at16kHz(raw)));
        } catch (BadAudio e) {
            throw new UserError(file + ": " + e.getMessage() + ".", e.cure(), e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new UserError(file + ": is a folder, not an audio file.", "Name a file.");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new UserError(file + ": is larger than 1 GiB.", "Cut the recording into utterances.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private static RawAudio decode(byte[] file) throws BadAudio {
        if (file.length == 0) {
            throw new BadAudio("the file is empty", "Get the recording again.");
        }
        if (starts(file, 0, "fLaC")) {
            return FlacDecoder.decode(file);
        }
        if (starts(file, 0, "RIFF") && starts(file, 8, "WAVE")) {
            return WavDecoder.decode(file);
        }
        if (starts(file, 0, "NIST_1A\n")) {
            return SphereDecoder.decode(file);
        }
        throw new BadAudio("is " + kind(file) + "; wanted FLAC, WAV or NIST SPHERE", "Convert it to 16 kHz FLAC.");
    }

    private static String kind(byte[] file) {
        if (starts(file, 0, "ID3") || isMpegFrame(file)) {
            return "MP3 or AAC";
        }
        if (starts(file, 0, "OggS")) {
            return "Ogg (Vorbis or Opus)";
        }
        if (starts(file, 4, "ftyp")) {
            return "MPEG-4";
        }
        if (starts(file, 0, "version https://git-lfs")) {
            return "a Git LFS pointer, not the recording itself";
        }
        return "no audio file of a known kind";
    }

    private static boolean isMpegFrame(byte[] file) {
        return file.length > 1 && file[0] == (byte) 0xFF && (file[1] & 0xE0) == 0xE0;
    }

    private static boolean starts(byte[] file, int at, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.US_ASCII);
        return file.length >= at + wanted.length
                && Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static void check(RawAudio raw) throws BadAudio {
        if (raw.samples().length == 0) {
            throw new BadAudio("the file holds no samples", "Get the recording again.");
        }
        if (raw.sampleRate() < MIN_RATE || raw.sampleRate() > MAX_RATE) {
            throw new BadAudio(
                    "the sample rate is " + raw.sampleRate() + " Hz; wanted " + MIN_RATE + " to " + MAX_RATE,
                    "Convert it to 16 kHz FLAC.");
        }
        for (float sample : raw.samples()) {
            if (!(Math.abs(sample) <= MAX_PEAK)) {
                throw new BadAudio(
                        "a sample is " + sample + "; wanted -1 to 1", "Convert it to 16-bit FLAC at the right scale.");
            }
        }
    }

    private float[] at16kHz(RawAudio raw) {
        float[] mono = raw.mono();
        if (raw.sampleRate() == Waveform.SAMPLE_RATE) {
            return mono;
        }
        return resamplers
                .computeIfAbsent(raw.sampleRate(), rate -> new Resampler(rate, Waveform.SAMPLE_RATE))
                .resample(mono);
    }

    private static float[] clip(float[] samples) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.max(-1, Math.min(1, samples[i]));
        }
        return samples;
    }
}
