package org.speechbench.datasets.audio;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The kind of an audio file, by its first bytes and never by its name. */
enum AudioKind {
    FLAC("FLAC", Reading.OURS, "fLaC"),
    WAV("WAV", Reading.OURS),
    SPHERE("NIST SPHERE", Reading.OURS, "NIST_1A\n", "NIST_1A\r\n"),
    MP3("MP3", Reading.FFMPEG),
    OPUS("Opus in Ogg", Reading.FFMPEG),
    VORBIS("Vorbis in Ogg", Reading.FFMPEG),
    MPEG4("MPEG-4 (M4A)", Reading.FFMPEG),
    MPEG_LAYER("MPEG audio of layer I or II", Reading.NONE),
    ADTS("AAC without a container (ADTS)", Reading.NONE),
    SPEEX("Speex in Ogg", Reading.NONE),
    OGG_FLAC("FLAC in Ogg", Reading.NONE),
    OGG("Ogg that does not begin with Opus or Vorbis", Reading.NONE, "OggS"),
    AIFF("AIFF", Reading.NONE, "FORM"),
    WAVE64("Wave64", Reading.NONE, "riff."),
    SUN("Sun audio (.au)", Reading.NONE, ".snd"),
    CORE_AUDIO("Core Audio Format", Reading.NONE, "caff"),
    AMR("AMR", Reading.NONE, "#!AMR"),
    MATROSKA("Matroska or WebM", Reading.NONE, "\u001AE\u00DF\u00A3"),
    WINDOWS_MEDIA("Windows Media (ASF)", Reading.NONE, "0&\u00B2u\u008Ef\u00CF\u0011"),
    ID3("an ID3 tag with nothing behind it that is known", Reading.NONE, "ID3"),
    UNKNOWN("no audio file of a known kind", Reading.NONE);

    /** No more bytes than these decide. */
    static final int HEAD_BYTES = 4096;

    /** Length of the header of the only page that has one packet and begins the stream (RFC 3533, section 6). */
    private static final int OGG_FIRST_PACKET = 28;

    /** Who decodes it. */
    enum Reading {
        /** This package. */
        OURS,
        FFMPEG,
        NONE
    }

    private final String title;
    private final Reading reading;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> magics;

    AudioKind(String title, Reading reading, String... magics) {
        this.title = title;
        this.reading = reading;
        this.magics = List.of(magics);
    }

    String title() {
        return title;
    }

    Reading reading() {
        return reading;
    }

    /** @param head the first {@link #HEAD_BYTES} or more of a file, after ID3v2 tags; all of a shorter one */
    static AudioKind of(byte[] head) {
        if (WavDecoder.isWav(head)) {
            return WAV;
        }
        if (starts(head, 0, "OggS")) {
            return ogg(head);
        }
        if (starts(head, 4, "ftyp")) {
            return MPEG4;
        }
        AudioKind byMagic = Stream.of(values())
                .filter(kind -> kind.magics.stream().anyMatch(magic -> starts(head, 0, magic)))
                .findFirst()
                .orElse(UNKNOWN);
        return byMagic == UNKNOWN ? mpeg(head) : byMagic;
    }

    private static AudioKind ogg(byte[] head) {
        if (starts(head, OGG_FIRST_PACKET, "OpusHead")) {
            return OPUS;
        }
        if (starts(head, OGG_FIRST_PACKET, "\u0001vorbis")) {
            return VORBIS;
        }
        if (starts(head, OGG_FIRST_PACKET, "Speex   ")) {
            return SPEEX;
        }
        return starts(head, OGG_FIRST_PACKET, "\u007FFLAC") ? OGG_FLAC : OGG;
    }

    /** Eleven set bits occur in any file, so that the whole header must be valid, and another must follow the frame. */
    private static AudioKind mpeg(byte[] head) {
        int at = MpegHeader.afterZeros(head, 0);
        if (isAdts(head, at)) {
            return ADTS;
        }
        MpegHeader first = MpegHeader.at(head, at);
        if (first == null) {
            return UNKNOWN;
        }
        if (first.layer() != 3) {
            return MPEG_LAYER;
        }
        int next = at + first.bytes();
        boolean follows = next + MpegHeader.BYTES > head.length || MpegHeader.at(head, next) != null;
        return follows ? MP3 : UNKNOWN;
    }

    /** Twelve set bits, layer 0, and a sample rate (ISO/IEC 13818-7, 6.2.1). */
    private static boolean isAdts(byte[] head, int at) {
        return at + 2 < head.length
                && head[at] == (byte) 0xFF
                && (head[at + 1] & 0xF6) == 0xF0
                && (head[at + 2] & 0x3C) >> 2 < 13;
    }

    static boolean starts(byte[] file, int at, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return at >= 0
                && file.length - at >= wanted.length
                && Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
