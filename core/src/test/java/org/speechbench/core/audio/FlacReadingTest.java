package org.speechbench.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;

/** The recordings are tones and noise made with sox and encoded with flac 1.4.2. */
class FlacReadingTest {
    @TempDir
    Path folder;

    @Test
    void a_16_khz_tone_comes_back_as_whole_16_bit_numbers() throws IOException {
        float[] samples = read(resource("tone16k.flac"));
        assertThat(samples).hasSize(8_000);
        for (int i = 0; i < samples.length; i++) {
            assertThat(samples[i] * 32768f).isEqualTo(Math.round(samples[i] * 32768f));
        }
        for (int i = 300; i < 7_700; i++) {
            assertThat((double) samples[i]).isCloseTo(0.5 * Math.sin(2 * Math.PI * 440 * i / 16_000), within(3e-4));
        }
    }

    @Test
    void stereo_at_44100_hz_becomes_mono_at_16_khz() throws IOException {
        float[] samples = read(resource("stereo44k.flac"));
        assertThat(samples).hasSize(4_800);
        for (int i = 300; i < 4_500; i++) {
            double time = i / 16_000.0;
            double wanted = 0.2 * Math.sin(2 * Math.PI * 440 * time) + 0.2 * Math.sin(2 * Math.PI * 1000 * time);
            assertThat((double) samples[i]).isCloseTo(wanted, within(3e-4));
        }
    }

    @Test
    void samples_of_24_bits_with_wide_residuals_are_decoded() throws IOException {
        float[] samples = read(resource("noise24bit.flac"));
        assertThat(samples).hasSize(4_800);
        boolean moreThan16Bits = false;
        for (float sample : samples) {
            assertThat(sample * 8388608f).isEqualTo(Math.round(sample * 8388608f));
            moreThan16Bits |= sample * 32768f != Math.round(sample * 32768f);
        }
        assertThat(moreThan16Bits).isTrue();
    }

    @Test
    void a_file_that_was_cut_off_anywhere_is_an_error() throws IOException {
        byte[] whole = resource("tone16k.flac");
        for (int length = 0; length < whole.length; length += length < 120 || length > whole.length - 20 ? 1 : 131) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part)).as("%d bytes", length).isInstanceOf(UserError.class);
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 1)))
                .hasMessageContaining("cut off: 4096 samples of 8000");
    }

    @Test
    void a_flipped_bit_in_the_audio_is_an_error() throws IOException {
        byte[] whole = resource("tone16k.flac");
        for (int at = 120; at < whole.length; at += 57) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            assertThatThrownBy(() -> read(damaged)).as("byte %d", at).isInstanceOf(UserError.class);
        }
    }

    @Test
    void samples_that_do_not_have_the_stated_md5_are_an_error() throws IOException {
        byte[] wrong = resource("tone16k.flac");
        wrong[26] ^= 1;
        assertThatThrownBy(() -> read(wrong)).isInstanceOf(UserError.class).hasMessageContaining("MD5");
    }

    @Test
    void a_file_without_stated_length_and_md5_is_read_to_its_end() throws IOException {
        byte[] unknown = resource("tone16k.flac");
        float[] stated = read(unknown);
        unknown[21] &= (byte) 0xF0;
        Arrays.fill(unknown, 22, 42, (byte) 0);
        assertThat(read(unknown)).isEqualTo(stated);
    }

    @Test
    void what_follows_the_audio_is_not_audio() throws IOException {
        byte[] whole = resource("tone16k.flac");
        byte[] tagged = Arrays.copyOf(whole, whole.length + 128);
        Arrays.fill(tagged, whole.length, tagged.length, (byte) 'T');
        assertThat(read(tagged)).isEqualTo(read(whole));
    }

    private float[] read(byte[] flac) throws IOException {
        return new AudioReader()
                .read(Files.write(folder.resolve("a.flac"), flac))
                .samples();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = FlacReadingTest.class.getResourceAsStream("/audio/" + name)) {
            return in.readAllBytes();
        }
    }
}
