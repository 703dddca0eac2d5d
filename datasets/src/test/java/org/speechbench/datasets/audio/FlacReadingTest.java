package org.speechbench.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    void samples_of_32_bits_in_two_similar_channels_are_decoded() throws IOException {
        float[] samples = read(resource("tones32bit.flac"));
        assertThat(samples).hasSize(800);
        for (int i = 0; i < samples.length; i++) {
            double angle = 2 * Math.PI * i / 16_000;
            double wanted = 0.45 * (Math.sin(440 * angle) + Math.sin(441 * angle));
            assertThat((double) samples[i]).isCloseTo(wanted, within(1e-6));
        }
    }

    @Test
    void a_stream_of_unknown_length_that_was_cut_off_is_an_error() throws IOException {
        byte[] whole = unknownLength(resource("tone16k.flac"));
        assertThat(read(whole)).hasSize(8_000);
        int second = secondFrame(whole);
        assertThat(read(Arrays.copyOf(whole, second)))
                .as("cut between two frames")
                .hasSize(4_096);
        for (int length = second + 1; length < whole.length; length += 37) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part))
                    .as("%d bytes", length)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("after 4096 samples");
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 9)))
                .hasMessageContaining("cut off within a frame, after 4096 samples");
    }

    @Test
    void a_frame_that_is_missing_or_twice_in_a_stream_of_unknown_length_is_an_error() throws IOException {
        byte[] whole = unknownLength(resource("tone16k.flac"));
        int first = 42 + 4 + (int) blockBytes(whole, 42);
        int second = secondFrame(whole);
        byte[] missing = concatenated(Arrays.copyOf(whole, first), Arrays.copyOfRange(whole, second, whole.length));
        assertRefused(() -> read(missing), "missing");
        byte[] twice = concatenated(Arrays.copyOf(whole, second), Arrays.copyOfRange(whole, first, second));
        assertRefused(() -> read(twice), "missing");
    }

    @Test
    void a_header_that_states_less_than_there_is_or_another_rate_is_an_error() throws IOException {
        byte[] shorter = resource("tone16k.flac");
        Arrays.fill(shorter, 26, 42, (byte) 0);
        shorter[24] = 0x10;
        shorter[25] = 0;
        assertRefused(() -> read(shorter), "more samples");
        byte[] faster = resource("tone16k.flac");
        faster[18] ^= 0x10;
        assertRefused(() -> read(faster), "Hz");
    }

    @Test
    void a_flipped_bit_in_the_header_takes_no_memory() throws IOException {
        byte[] whole = resource("tone16k.flac");
        for (int bit = 0; bit < 42 * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (0x80 >>> bit % 8);
            boolean frameSizes = bit >= 64 && bit < 144;
            if (frameSizes) {
                assertThat(read(damaged)).as("bit %d", bit).isEqualTo(read(whole));
            } else {
                assertThatThrownBy(() -> read(damaged)).as("bit %d", bit).isInstanceOf(UserError.class);
            }
        }
    }

    @Test
    void a_few_bytes_that_stand_for_hours_are_an_error() throws IOException {
        byte[] silence = constantFrames(3_000);
        assertRefused(() -> read(silence), "in so small a file");
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
        assertRefused(() -> read(wrong), "MD5");
    }

    @Test
    void a_file_without_stated_length_and_md5_is_read_to_its_end() throws IOException {
        byte[] unknown = unknownLength(resource("tone16k.flac"));
        assertThat(read(unknown)).isEqualTo(read(resource("tone16k.flac")));
        byte[] tagged = concatenated(unknown, "TAGTitle".getBytes(StandardCharsets.US_ASCII));
        assertThat(read(tagged)).isEqualTo(read(unknown));
    }

    @Test
    void what_follows_the_audio_is_not_audio() throws IOException {
        byte[] whole = resource("tone16k.flac");
        byte[] tagged = Arrays.copyOf(whole, whole.length + 128);
        Arrays.fill(tagged, whole.length, tagged.length, (byte) 'T');
        assertThat(read(tagged)).isEqualTo(read(whole));
    }

    private static byte[] unknownLength(byte[] flac) {
        byte[] unknown = flac.clone();
        unknown[21] &= (byte) 0xF0;
        Arrays.fill(unknown, 22, 42, (byte) 0);
        return unknown;
    }

    private static int secondFrame(byte[] flac) {
        for (int at = 60; at < flac.length; at++) {
            if (flac[at] == (byte) 0xFF && flac[at + 1] == (byte) 0xF8 && flac[at + 4] == 1) {
                return at;
            }
        }
        throw new AssertionError("there is one frame");
    }

    private static long blockBytes(byte[] flac, int at) {
        return ByteBuffer.wrap(flac).getInt(at) & 0xFFFFFF;
    }

    /** Frames of 65,536 equal samples and no stated length, 16 bits, 16 kHz, mono; 14 bytes each. */
    private static byte[] constantFrames(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("fLaC".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {(byte) 0x80, 0, 0, 34, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
        out.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 3, (byte) 0xE8, 0, (byte) 0xF0, 0, 0, 0, 0});
        out.writeBytes(new byte[16]);
        for (int i = 0; i < count; i++) {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xF8, 0x75, 0x08});
            frame.writeBytes(new String(Character.toChars(i)).getBytes(StandardCharsets.UTF_8));
            frame.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFF});
            frame.write(crc(frame.toByteArray(), 0x07, 8));
            frame.writeBytes(new byte[] {0, 1, 2});
            int crc = crc(frame.toByteArray(), 0x8005, 16);
            frame.write(crc >>> 8);
            frame.write(crc);
            out.writeBytes(frame.toByteArray());
        }
        return out.toByteArray();
    }

    private static int crc(byte[] bytes, int polynomial, int width) {
        int crc = 0;
        for (byte b : bytes) {
            for (int bit = 7; bit >= 0; bit--) {
                int top = (crc >>> (width - 1) & 1) ^ (b >>> bit & 1);
                crc = (crc << 1 & ((1 << width) - 1)) ^ (top == 1 ? polynomial : 0);
            }
        }
        return crc;
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
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
