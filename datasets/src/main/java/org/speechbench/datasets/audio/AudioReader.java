package org.speechbench.datasets.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.GitLfs;
import org.speechbench.core.UserError;

/**
 * The only class that reads audio files: FLAC, WAV and NIST SPHERE, recognised by their first bytes, never by their
 * names. Channels are averaged, and other sample rates are converted to 16 kHz. A recording of 16 kHz, 16 bits and one
 * channel is exact: its samples times 32768 are the recorded integers. Memory is bounded by the size of the file, not
 * by what its header claims. Several threads may share one reader.
 */
public final class AudioReader {
    private static final int MAX_BYTES = 1 << 30;
    /** Kinds of audio that are not read, by their first bytes. */
    private static final Map<String, String> KINDS = Map.of(
            "ID3", "MP3 or AAC",
            "OggS", "Ogg (Vorbis or Opus)",
            "FORM", "AIFF",
            "riff.", "Wave64",
            ".snd", "Sun audio (.au)",
            "caff", "Core Audio Format",
            "#!AMR", "AMR",
            "\u001AE\u00DF\u00A3", "Matroska or WebM");

    private static final int TAG_HEADER_BYTES = 10;
    private static final int TAG_FOOTER_FLAG = 0x10;
    private static final int MIN_RATE = 4_000;
    private static final int MAX_RATE = 384_000;
    /** Samples of float files slightly over full scale are clipped; this much over it means a wrong scale. */
    private static final float MAX_PEAK = 2;
    /** A corpus has one rate or a few; a damaged one may have thousands. */
    private static final int KEPT_RESAMPLERS = 8;

    private final Map<Integer, Resampler> resamplers = new LinkedHashMap<>();

    /**
     * The recording as 16 kHz mono.
     *
     * @throws UserError of one line if the file is missing, empty, truncated, damaged, without samples, of a kind that
     *     is not supported, or needs more memory than is available
     */
    public Waveform read(Path file) {
        try {
            byte[] bytes = bytes(file);
            RawAudio raw = decode(withoutTags(bytes));
            check(raw);
            return new Waveform(clip(at16kHz(raw)));
        } catch (BadAudio e) {
            throw new UserError(file + ": " + e.getMessage() + ".", e.cure(), e);
        } catch (OutOfMemoryError e) {
            throw new UserError(
                    file + ": needs more memory than there is.",
                    "Cut the recording into utterances, or give Java more (-Xmx).",
                    e);
        }
    }

    private static byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw new UserError(file + ": is a folder, not an audio file.", "Name a file.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            // The size of a pipe or a device is not known, so the bytes that are read are limited, not the stated size.
            byte[] bytes = Files.size(file) > MAX_BYTES ? new byte[0] : in.readNBytes(MAX_BYTES);
            if (Files.size(file) > MAX_BYTES || in.read() >= 0) {
                throw new UserError(file + ": is larger than 1 GiB.", "Cut the recording into utterances.");
            }
            return bytes;
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /**
     * The file without the ID3v2 tags (id3.org, ID3v2.4.0 structure, section 3.1) that some programs put before FLAC; the
     * unchanged file if nothing follows them.
     */
    private static byte[] withoutTags(byte[] file) {
        long at = 0;
        while (at + TAG_HEADER_BYTES <= file.length && AudioReader.starts(file, (int) at, "ID3")) {
            at += tagBytes(file, (int) at);
        }
        return at == 0 || at >= file.length ? file : Arrays.copyOfRange(file, (int) at, file.length);
    }

    /** Length of the tag that begins here, whose size has seven bits per byte. */
    private static long tagBytes(byte[] file, int at) {
        long size = 0;
        for (int i = 6; i < TAG_HEADER_BYTES; i++) {
            size = size << 7 | (file[at + i] & 0x7F);
        }
        boolean footer = (file[at + 5] & TAG_FOOTER_FLAG) != 0;
        return TAG_HEADER_BYTES + size + (footer ? TAG_HEADER_BYTES : 0);
    }

    private static RawAudio decode(byte[] file) throws BadAudio {
        if (file.length == 0) {
            throw new BadAudio("the file is empty", "Get the recording again.");
        }
        if (starts(file, 0, "fLaC")) {
            return FlacDecoder.decode(file);
        }
        if (WavDecoder.isWav(file)) {
            return WavDecoder.decode(file);
        }
        if (starts(file, 0, "NIST_1A\n") || starts(file, 0, "NIST_1A\r\n")) {
            return SphereDecoder.decode(file);
        }
        if (GitLfs.isPointer(file)) {
            throw new BadAudio("is " + GitLfs.POINTER, GitLfs.CURE);
        }
        throw new BadAudio("is " + kind(file) + "; wanted FLAC, WAV or NIST SPHERE", "Convert it to 16 kHz FLAC.");
    }

    private static String kind(byte[] file) {
        if (isMpegFrame(file)) {
            return "MP3 or AAC";
        }
        if (starts(file, 4, "ftyp")) {
            return "MPEG-4";
        }
        return KINDS.entrySet().stream()
                .filter(kind -> starts(file, 0, kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("no audio file of a known kind");
    }

    private static boolean isMpegFrame(byte[] file) {
        return file.length > 1 && file[0] == (byte) 0xFF && (file[1] & 0xE0) == 0xE0;
    }

    static boolean starts(byte[] file, int at, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return at >= 0
                && file.length - at >= wanted.length
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
        long frames = raw.samples().length / raw.channels();
        if (frames * Waveform.SAMPLE_RATE / raw.sampleRate() >= Integer.MAX_VALUE - 8) {
            throw new BadAudio("is longer than 37 hours", "Cut the recording into utterances.");
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
        return raw.sampleRate() == Waveform.SAMPLE_RATE
                ? mono
                : resampler(raw.sampleRate()).resample(mono);
    }

    private Resampler resampler(int rate) {
        synchronized (resamplers) {
            Resampler kept = resamplers.get(rate);
            if (kept != null) {
                return kept;
            }
        }
        Resampler made = new Resampler(rate, Waveform.SAMPLE_RATE);
        synchronized (resamplers) {
            if (resamplers.size() == KEPT_RESAMPLERS) {
                resamplers.remove(resamplers.keySet().iterator().next());
            }
            resamplers.put(rate, made);
        }
        return made;
    }

    private static float[] clip(float[] samples) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.max(-1, Math.min(1, samples[i]));
        }
        return samples;
    }
}
