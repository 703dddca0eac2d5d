package org.speechbench.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AudioKindTest {
    private static final byte[] MP3_FRAME = {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, (byte) 0xC0};
    /** 144 x 128,000 / 44,100. */
    private static final int MP3_BYTES = 417;

    @Test
    void two_frames_one_behind_the_other_are_mp3() {
        byte[] file = Arrays.copyOf(MP3_FRAME, 2 * MP3_BYTES);
        assertThat(AudioKind.of(file)).isEqualTo(AudioKind.UNKNOWN);
        System.arraycopy(MP3_FRAME, 0, file, MP3_BYTES, 4);
        assertThat(AudioKind.of(file)).isEqualTo(AudioKind.MP3);
        byte[] after = new byte[file.length + 7];
        System.arraycopy(file, 0, after, 7, file.length);
        assertThat(AudioKind.of(after)).as("behind zeros").isEqualTo(AudioKind.MP3);
    }

    @Test
    void eleven_set_bits_are_not_a_frame() {
        for (int[] bad : new int[][] {{0xFB, 0xF0}, {0xFB, 0x00}, {0xFB, 0x9C}, {0xEB, 0x90}, {0xF9, 0xFC}}) {
            assertThat(AudioKind.of(new byte[] {(byte) 0xFF, (byte) bad[0], (byte) bad[1], 0}))
                    .isEqualTo(AudioKind.UNKNOWN);
        }
    }

    @Test
    void relatives_of_mp3_are_told_from_it() {
        assertThat(AudioKind.of(new byte[] {(byte) 0xFF, (byte) 0xFD, (byte) 0x90, 0, 0}))
                .isEqualTo(AudioKind.MPEG_LAYER);
        assertThat(AudioKind.of(new byte[] {(byte) 0xFF, (byte) 0xF1, (byte) 0x50, (byte) 0x80, 0}))
                .isEqualTo(AudioKind.ADTS);
    }

    @Test
    void ogg_is_known_by_its_first_packet() {
        assertThat(ogg("OpusHead")).isEqualTo(AudioKind.OPUS);
        assertThat(ogg("\u0001vorbis")).isEqualTo(AudioKind.VORBIS);
        assertThat(ogg("Speex   ")).isEqualTo(AudioKind.SPEEX);
        assertThat(ogg("\u007FFLAC")).isEqualTo(AudioKind.OGG_FLAC);
        assertThat(ogg("\u0080theora")).isEqualTo(AudioKind.OGG);
    }

    @Test
    void other_containers_are_named() {
        assertThat(of("\0\0\0 ftypM4A ")).isEqualTo(AudioKind.MPEG4);
        assertThat(of("\u001AE\u00DF\u00A3")).isEqualTo(AudioKind.MATROSKA);
        assertThat(of("#!AMR-WB\n")).isEqualTo(AudioKind.AMR);
        assertThat(of("0&\u00B2u\u008Ef\u00CF\u0011")).isEqualTo(AudioKind.WINDOWS_MEDIA);
        assertThat(of("fLaC")).isEqualTo(AudioKind.FLAC);
        assertThat(of("hello")).isEqualTo(AudioKind.UNKNOWN);
    }

    private static AudioKind ogg(String packet) {
        return of("OggS" + "\0".repeat(24) + packet);
    }

    private static AudioKind of(String bytes) {
        return AudioKind.of(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
