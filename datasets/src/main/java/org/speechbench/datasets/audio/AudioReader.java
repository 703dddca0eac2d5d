package org.speechbench.datasets.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.GitLfs;
import org.speechbench.core.UserError;

/**
 * The only class that reads audio files, recognised by their content and never by their names. FLAC, WAV and NIST SPHERE
 * are decoded by this package; MP3, Opus and Vorbis in Ogg, and AAC in MPEG-4 (M4A) by an installed ffmpeg, and checked
 * against what their containers state. What encoders add before and after the audio is left out where the container
 * states it. Channels are averaged, and other sample rates are converted to 16 kHz, by this package in all cases. A
 * recording of 16 kHz, 16 bits and one channel in an uncompressed format or FLAC is exact: its samples times 32768 are
 * the recorded integers. Memory is bounded by the size of the file, not by what its header claims; that of compressed
 * audio by 1 GiB of decoded samples. Several threads may share one reader.
 */
public final class AudioReader {
    private static final int MAX_BYTES = 1 << 30;
    private static final int TAG_HEADER_BYTES = 10;
    private static final int TAG_FOOTER_FLAG = 0x10;
    private static final int MIN_RATE = 4_000;
    private static final int MAX_RATE = 384_000;
    /** Samples of float files slightly over full scale are clipped; this much over it means a wrong scale. */
    private static final float MAX_PEAK = 2;
    /** A corpus has one rate or a few; a damaged one may have thousands. */
    private static final int KEPT_RESAMPLERS = 8;

    private final Map<Integer, Resampler> resamplers = new LinkedHashMap<>();
    private final Map<String, String> environment;
    private @Nullable Ffmpeg ffmpeg;

    /** A reader that finds ffmpeg by the variables of this process, when it is first needed. */
    public AudioReader() {
        this(System.getenv());
    }

    /** @param environment the variables by which ffmpeg is found */
    public AudioReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The recording as 16 kHz mono.
     *
     * @throws UserError of one line if the file is missing, empty, truncated, damaged, without samples, of a kind that
     *     is not supported, or needs more memory than is available
     */
    public Waveform read(Path file) {
        try {
            byte[] bytes = withoutTags(bytes(file));
            RawAudio raw = decode(file, bytes);
            check(raw);
            return new Waveform(clip(at16kHz(raw)));
        } catch (BadAudio e) {
            throw error(file, e);
        } catch (OutOfMemoryError e) {
            throw new UserError(
                    file + ": needs more memory than there is.",
                    "Cut the recording into utterances, or give Java more (-Xmx).",
                    e);
        }
    }

    /**
     * The program that decodes a recording, with its version and that of its decoders; empty if this package decodes it,
     * or if its kind is not supported. Only its first bytes are read.
     *
     * @throws UserError if the file cannot be read, or the program does not exist
     */
    public String decoder(Path file) {
        try (FileChannel in = FileChannel.open(file)) {
            AudioKind kind = AudioKind.of(head(in));
            return kind.reading() == AudioKind.Reading.FFMPEG ? ffmpeg(kind).version() : "";
        } catch (BadAudio e) {
            throw error(file, e);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /** The version of the installed ffmpeg, as {@link #decoder} returns it; empty if there is none. */
    public Optional<String> installedDecoder() {
        return Optional.ofNullable(ffmpeg()).map(Ffmpeg::version);
    }

    private synchronized @Nullable Ffmpeg ffmpeg() {
        if (ffmpeg == null) {
            ffmpeg = Ffmpeg.find(environment).orElse(null);
        }
        return ffmpeg;
    }

    private Ffmpeg ffmpeg(AudioKind kind) throws BadAudio {
        Ffmpeg found = ffmpeg();
        if (found == null) {
            throw new BadAudio(
                    "is " + kind.title() + ", which ffmpeg decodes, and no ffmpeg is on PATH",
                    "Install it, for example with 'apt-get install ffmpeg' or 'brew install ffmpeg', or name it with "
                            + Ffmpeg.VARIABLE + "; or convert the recordings to FLAC.");
        }
        return found;
    }

    private static UserError error(Path file, BadAudio e) {
        return new UserError(file + ": " + e.getMessage() + ".", e.cure(), e);
    }

    /** The first bytes after tags. */
    private static byte[] head(FileChannel in) throws IOException {
        long at = 0;
        while (true) {
            ByteBuffer head = ByteBuffer.allocate(AudioKind.HEAD_BYTES);
            while (head.hasRemaining() && in.read(head, at + head.position()) > 0) {
                // A channel may return less than was asked for.
            }
            byte[] bytes = Arrays.copyOf(head.array(), head.position());
            if (bytes.length < TAG_HEADER_BYTES || !AudioKind.starts(bytes, 0, "ID3")) {
                return bytes;
            }
            long next = at + tagBytes(bytes, 0);
            if (next >= in.size()) {
                return bytes;
            }
            at = next;
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
     * The file without the ID3v2 tags (id3.org, ID3v2.4.0 structure, section 3.1) that come before MP3 and that some programs put before FLAC; the
     * unchanged file if nothing follows them.
     */
    private static byte[] withoutTags(byte[] file) {
        long at = 0;
        while (at + TAG_HEADER_BYTES <= file.length && AudioKind.starts(file, (int) at, "ID3")) {
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

    /** @param bytes the content of the file without tags */
    private RawAudio decode(Path file, byte[] bytes) throws BadAudio {
        if (bytes.length == 0) {
            throw new BadAudio("the file is empty", "Get the recording again.");
        }
        AudioKind kind = AudioKind.of(bytes);
        return switch (kind) {
            case FLAC -> FlacDecoder.decode(bytes);
            case WAV -> WavDecoder.decode(bytes);
            case SPHERE -> SphereDecoder.decode(bytes);
            case MP3 -> compressed(file, kind, Mp3File.read(bytes));
            case OPUS -> compressed(file, kind, OggFile.opus(bytes));
            case VORBIS -> compressed(file, kind, OggFile.vorbis(bytes));
            case MPEG4 -> compressed(file, kind, Mpeg4File.read(bytes));
            default -> throw unsupported(bytes, kind);
        };
    }

    private static BadAudio unsupported(byte[] bytes, AudioKind kind) {
        return GitLfs.isPointer(bytes)
                ? new BadAudio("is " + GitLfs.POINTER, GitLfs.CURE)
                : new BadAudio(
                        "is " + kind.title() + "; wanted FLAC, WAV, NIST SPHERE, MP3, Ogg with Opus or Vorbis, or M4A",
                        "Convert it to 16 kHz FLAC.");
    }

    private RawAudio compressed(Path file, AudioKind kind, CompressedAudio audio) throws BadAudio {
        if (audio.samples() == 0) {
            throw new BadAudio("the file holds no samples", "Get the recording again.");
        }
        if (!Files.isRegularFile(file)) {
            throw new BadAudio("is " + kind.title() + " in a pipe", "Name a file, which ffmpeg can read.");
        }
        return ffmpeg(kind).decode(file, audio);
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
