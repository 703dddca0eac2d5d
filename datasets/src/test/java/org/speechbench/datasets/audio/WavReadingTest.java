package org.speechbench.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.UserError;

class WavReadingTest {
    @TempDir
    Path folder;

    private final AudioReader reader = new AudioReader();

    @Test
    void every_16_bit_sample_is_exact() throws IOException {
        int[] all = IntStream.rangeClosed(-32768, 32767).toArray();
        float[] samples = read(new WavBytes().pcm16(all));
        assertThat(samples).hasSize(65536);
        for (int i = 0; i < all.length; i++) {
            assertThat(samples[i] * 32768f).isEqualTo(all[i]);
        }
    }

    @Test
    void integers_of_8_24_and_32_bits_are_divided_by_full_scale() throws IOException {
        byte[] eight = {0, (byte) 128, (byte) 255, 64};
        assertThat(read(new WavBytes().format(1, 8).of(eight))).containsExactly(-1f, 0f, 127 / 128f, -0.5f);
        byte[] three = {0, 0, (byte) 0x80, 0, 0, 0x40, 1, 0, 0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
        assertThat(read(new WavBytes().format(1, 24).of(three)))
                .containsExactly(-1f, 0.5f, 1 / 8388608f, -1 / 8388608f);
        ByteBuffer four =
                WavBytes.little(12).putInt(Integer.MIN_VALUE).putInt(1 << 30).putInt(-(1 << 20));
        assertThat(read(new WavBytes().format(1, 32).of(four.array()))).containsExactly(-1f, 0.5f, -1 / 2048f);
    }

    @Test
    void floats_of_32_and_64_bits_are_taken_as_they_are() throws IOException {
        ByteBuffer single = WavBytes.little(8).putFloat(0.25f).putFloat(-1f);
        assertThat(read(new WavBytes().format(3, 32).of(single.array()))).containsExactly(0.25f, -1f);
        ByteBuffer twice = WavBytes.little(16).putDouble(0.1).putDouble(-0.75);
        assertThat(read(new WavBytes().format(3, 64).of(twice.array()))).containsExactly(0.1f, -0.75f);
    }

    @Test
    void floats_just_over_full_scale_are_clipped_and_others_refused() throws IOException {
        ByteBuffer loud = WavBytes.little(8).putFloat(1.25f).putFloat(-1.25f);
        assertThat(read(new WavBytes().format(3, 32).of(loud.array()))).containsExactly(1f, -1f);
        for (float wrong : new float[] {20_000f, Float.NaN, Float.POSITIVE_INFINITY}) {
            byte[] data = WavBytes.little(8).putFloat(0.5f).putFloat(wrong).array();
            refuses(new WavBytes().format(3, 32).of(data), "a sample is " + wrong);
        }
    }

    @Test
    void companded_samples_follow_g711() throws IOException {
        byte[] mu = {(byte) 0xFF, 0x7F, (byte) 0x80, 0x00, (byte) 0xF0};
        assertThat(read(new WavBytes().format(7, 8).of(mu)))
                .containsExactly(0f, 0f, 32124 / 32768f, -32124 / 32768f, 120 / 32768f);
        byte[] a = {(byte) 0xD5, 0x55, (byte) 0xAA, 0x2A};
        assertThat(read(new WavBytes().format(6, 8).of(a)))
                .containsExactly(8 / 32768f, -8 / 32768f, 32256 / 32768f, -32256 / 32768f);
    }

    @Test
    void the_extensible_format_is_read_by_its_subformat() throws IOException {
        assertThat(read(new WavBytes().extensible().pcm16(16384, -8192))).containsExactly(0.5f, -0.25f);
        byte[] data = WavBytes.little(4).putFloat(0.125f).array();
        assertThat(read(new WavBytes().format(3, 32).extensible().of(data))).containsExactly(0.125f);
    }

    @Test
    void channels_are_averaged() throws IOException {
        assertThat(read(new WavBytes().channels(2).pcm16(16384, 0, -32768, -32768, 3, 4)))
                .containsExactly(0.25f, -1f, 3.5f / 32768f);
    }

    @Test
    void other_rates_become_16_khz() throws IOException {
        int[] constant = new int[48_000];
        Arrays.fill(constant, 8192);
        float[] samples = read(new WavBytes().rate(48_000).pcm16(constant));
        assertThat(samples).hasSize(16_000);
        assertThat(samples[8_000]).isCloseTo(0.25f, within(1e-6f));
    }

    @Test
    void other_chunks_of_odd_length_are_stepped_over() throws IOException {
        assertThat(read(new WavBytes().chunkBefore(new byte[] {1, 2, 3}).pcm16(16384)))
                .containsExactly(0.5f);
    }

    @ParameterizedTest
    @ValueSource(longs = {0xFFFFFFFFL, 0x7FFFF000L, 0x7FFFFFFFL, 0x80000000L, 0x7FFFFFDBL, 0xFFFFFFDBL})
    void a_placeholder_of_the_data_size_means_all_to_the_end_of_the_file(long placeholder) throws IOException {
        assertThat(read(new WavBytes().statedDataBytes(placeholder).pcm16(16384, 0, 1)))
                .hasSize(3);
    }

    @Test
    void a_size_of_0_is_a_placeholder_where_the_whole_size_knows_of_no_data_either() throws IOException {
        byte[] killed = new WavBytes().statedDataBytes(0).pcm16(16384, 0, 1);
        for (int whole : new int[] {0, 36, -1, 0x7FFFF024}) {
            ByteBuffer.wrap(killed).order(ByteOrder.LITTLE_ENDIAN).putInt(4, whole);
            assertThat(read(killed)).as("%x", whole).hasSize(3);
        }
        ByteBuffer.wrap(killed).order(ByteOrder.LITTLE_ENDIAN).putInt(4, killed.length - 8);
        refuses(killed, "no samples");
    }

    @Test
    void a_last_frame_that_is_not_whole_is_no_sample() throws IOException {
        byte[] odd = {0, 0x40, 1, 0, 9};
        assertThat(read(new WavBytes().of(odd))).containsExactly(0.5f, 1 / 32768f);
        assertThat(read(Arrays.copyOf(new WavBytes().of(odd), 44 + 5))).containsExactly(0.5f, 1 / 32768f);
        assertThat(read(Arrays.copyOf(new WavBytes().of(odd), 44 + 4))).containsExactly(0.5f, 1 / 32768f);
        byte[] endless =
                Arrays.copyOf(new WavBytes().statedDataBytes(0xFFFFFFFFL).of(odd), 44 + 5);
        assertThat(read(endless)).containsExactly(0.5f, 1 / 32768f);
    }

    @Test
    void the_format_may_come_after_the_data() throws IOException {
        byte[] usual = new WavBytes().pcm16(16384, -8192);
        byte[] turned = usual.clone();
        System.arraycopy(usual, 36, turned, 12, 12);
        System.arraycopy(usual, 12, turned, 24, 24);
        assertThat(read(turned)).containsExactly(0.5f, -0.25f);
    }

    @Test
    void sizes_of_64_bits_are_read() throws IOException {
        byte[] usual = new WavBytes().statedDataBytes(0xFFFFFFFFL).pcm16(16384, -8192);
        ByteBuffer wide = WavBytes.little(usual.length + 36);
        wide.put("RF64".getBytes(StandardCharsets.US_ASCII)).putInt(-1);
        wide.put("WAVEds64".getBytes(StandardCharsets.US_ASCII)).putInt(28);
        wide.putLong(usual.length + 28).putLong(4).putLong(2).putInt(0);
        wide.put(usual, 12, usual.length - 12);
        assertThat(read(wide.array())).containsExactly(0.5f, -0.25f);
        wide.putLong(28, 1L << 40);
        refuses(wide.array(), "cut off: 4 bytes of audio of 1099511627776");
    }

    @Test
    void big_endian_files_are_read() throws IOException {
        ByteBuffer big = ByteBuffer.allocate(48);
        big.put("RIFX".getBytes(StandardCharsets.US_ASCII)).putInt(40);
        big.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        big.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
        big.putShort((short) 2).putShort((short) 16);
        big.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(4);
        big.putShort((short) 16384).putShort((short) -8192);
        assertThat(read(big.array())).containsExactly(0.5f, -0.25f);
    }

    @Test
    void a_file_that_was_cut_off_anywhere_is_an_error() throws IOException {
        byte[] whole = new WavBytes().pcm16(IntStream.range(0, 100).toArray());
        for (int length = 0; length < whole.length; length++) {
            Path file = write(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> reader.read(file)).as("%d bytes", length).isInstanceOf(UserError.class);
        }
        refuses(Arrays.copyOf(whole, whole.length - 1), "cut off: 199 bytes of audio of 200");
    }

    @Test
    void what_is_not_supported_is_named() throws IOException {
        refuses(new WavBytes().format(2, 4).of(new byte[4]), "format tag 2 and 4 bits");
        refuses(new WavBytes().format(0x11, 4).of(new byte[4]), "holds IMA ADPCM");
        refuses(new WavBytes().format(0x55, 0).of(new byte[4]), "holds MP3");
        refuses(new WavBytes().format(1, 12).of(new byte[4]), "format tag 1 and 12 bits");
        refuses(new WavBytes().rate(0).pcm16(1, 2), "sample rate is 0 Hz");
        refuses(new WavBytes().channels(0).pcm16(1, 2), "0 channels");
        refuses(new WavBytes().pcm16(), "no samples");
    }

    private float[] read(byte[] wav) throws IOException {
        return reader.read(write(wav)).samples();
    }

    private void refuses(byte[] wav, String why) throws IOException {
        Path file = write(wav);
        assertRefused(() -> reader.read(file), file.toString(), why);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a.wav"), bytes);
    }
}
