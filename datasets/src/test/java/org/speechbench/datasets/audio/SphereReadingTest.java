package org.speechbench.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;

class SphereReadingTest {
    private static final String LITTLE =
            "sample_count -i 3\nsample_rate -i 16000\nchannel_count -i 1\nsample_n_bytes -i 2\n"
                    + "sample_byte_format -s2 01\nsample_coding -s3 pcm\n";

    @TempDir
    Path folder;

    @Test
    void reads_pcm_in_both_byte_orders() throws IOException {
        byte[] little = {0, 0x40, 0, (byte) 0x80, 1, 0};
        assertThat(read(sphere(LITTLE, little))).containsExactly(0.5f, -1f, 1 / 32768f);
        byte[] big = {0x40, 0, (byte) 0x80, 0, 0, 1};
        assertThat(read(sphere(LITTLE.replace("-s2 01", "-s2 10"), big))).containsExactly(0.5f, -1f, 1 / 32768f);
    }

    @Test
    void pcm_is_the_coding_where_none_is_stated() throws IOException {
        String header = LITTLE.replace("sample_coding -s3 pcm\n", "").replace("channel_count -i 1\n", "");
        assertThat(read(sphere(header, new byte[6]))).containsExactly(0f, 0f, 0f);
    }

    @Test
    void reads_mu_law_and_averages_channels() throws IOException {
        String header = "sample_count -i 2\nsample_rate -i 16000\nchannel_count -i 2\nsample_n_bytes -i 1\n"
                + "sample_byte_format -s1 1\nsample_coding -s4 ulaw\n";
        byte[] data = {(byte) 0x80, 0x00, (byte) 0x80, (byte) 0xFF};
        assertThat(read(sphere(header, data))).containsExactly(0f, 16062 / 32768f);
    }

    @Test
    void refuses_shorten_and_says_what_to_do() throws IOException {
        String header = LITTLE.replace("-s3 pcm", "-s26 pcm,embedded-shorten-v2.00");
        Path file = sphere(header, new byte[6]);
        assertRefused(() -> read(file), file.toString(), "compressed by shorten", "sph2pipe");
    }

    @Test
    void a_file_that_was_cut_off_anywhere_is_an_error() throws IOException {
        Path file = sphere(LITTLE, new byte[6]);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(file)).as("%d bytes", length).isInstanceOf(UserError.class);
        }
        assertThatThrownBy(() -> read(file)).hasMessageContaining("cut off: 2 samples of 3");
    }

    @Test
    void a_header_that_makes_no_sense_is_an_error() throws IOException {
        refuses(LITTLE.replace("sample_count -i 3", "sample_count -i three"), "sample_count is 'three'");
        refuses(LITTLE.replace("sample_rate -i 16000\n", ""), "sample_rate is ''");
        refuses(LITTLE.replace("-s2 01", "-s2 11"), "sample_byte_format is '11'");
        refuses(LITTLE.replace("-s3 pcm", "-s5 adpcm"), "coding 'adpcm'");
        refuses(LITTLE.replace("sample_count -i 3", "sample_count -i 0"), "no samples");
    }

    @Test
    void samples_that_do_not_have_the_stated_sum_are_an_error() throws IOException {
        byte[] data = {0, 0x40, 0, (byte) 0x80, (byte) 0xFF, (byte) 0xFF};
        String header = LITTLE + "sample_checksum -i " + (0xC000 - 1) + "\n";
        assertThat(read(sphere(header, data))).hasSize(3);
        data[0] ^= 1;
        Path file = sphere(header, data);
        assertRefused(() -> read(file), "damaged");
    }

    @Test
    void numbers_beyond_what_the_file_holds_are_an_error() throws IOException {
        for (String count : new String[] {"2147483647", "4294967296", "-1", "99999999999999999999"}) {
            Path file = sphere(LITTLE.replace("sample_count -i 3", "sample_count -i " + count), new byte[6]);
            assertThatThrownBy(() -> read(file)).as(count).isInstanceOf(UserError.class);
            Path channels = sphere(LITTLE.replace("channel_count -i 1", "channel_count -i " + count), new byte[6]);
            assertThatThrownBy(() -> read(channels)).as(count).isInstanceOf(UserError.class);
        }
    }

    private void refuses(String header, String why) throws IOException {
        Path file = sphere(header, new byte[6]);
        assertRefused(() -> read(file), why);
    }

    private float[] read(Path file) {
        return new AudioReader().read(file).samples();
    }

    private Path sphere(String fields, byte[] data) throws IOException {
        byte[] header = ("NIST_1A\n   1024\n" + fields + "end_head\n").getBytes(StandardCharsets.US_ASCII);
        byte[] file = Arrays.copyOf(header, 1024 + data.length);
        System.arraycopy(data, 0, file, 1024, data.length);
        return Files.write(folder.resolve("a.sph"), file);
    }
}
