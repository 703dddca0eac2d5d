package org.speechbench.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;

class AudioReaderTest {
    @TempDir
    Path folder;

    @Test
    void what_is_not_audio_is_named_with_a_cure_on_one_line() throws IOException {
        refuses(new byte[0], "the file is empty");
        refuses(
                ascii("ID3\3 and so on"),
                "is an ID3 tag with nothing behind it that is known; wanted FLAC, WAV, NIST SPHERE, MP3, Ogg with Opus"
                        + " or Vorbis, or M4A");
        refuses(ascii("OggS...."), "is Ogg that does not begin with Opus or Vorbis");
        refuses(ascii("\u001AE\u00DF\u00A3"), "is Matroska or WebM");
        refuses(ascii("#!AMR\n"), "is AMR");
        refuses(ascii("\0\0\0\20ftypM4A \0\0\0\0"), "has no index (moov)");
        refuses(ascii("\0\0\0 ftypM4A "), "the file is cut off");
        refuses(ascii("version https://git-lfs.example/spec"), "a Git LFS pointer");
        refuses(ascii("hello"), "no audio file of a known kind");
        refuses(ascii("RIFF\0\0\0\0AVI "), "no audio file of a known kind");
        refuses(ascii("FORM\0\0\0\0AIFF"), "is AIFF");
        refuses(ascii("riff.\221\317"), "is Wave64");
        refuses(ascii("ID3\4\0\0\177\177\177\177rest"), "is an ID3 tag");
        refuses(ascii("ID3\4\0\0\0\0\0\0ID3\4\0\0\0\0\0\1"), "is an ID3 tag");
    }

    @Test
    void a_missing_file_and_a_folder_are_errors() {
        AudioReader reader = new AudioReader();
        Path missing = folder.resolve("missing.flac");
        assertThatThrownBy(() -> reader.read(missing))
                .isInstanceOf(UserError.class)
                .hasMessage(missing + ": there is no such file.");
        assertRefused(() -> reader.read(folder), "is a folder");
    }

    @Test
    void the_content_decides_and_not_the_name() throws IOException {
        Path file = Files.write(folder.resolve("a.flac"), new WavBytes().pcm16(16384));
        assertThat(new AudioReader().read(file).samples()).containsExactly(0.5f);
    }

    @Test
    void audio_behind_an_id3v2_tag_is_read() throws IOException {
        byte[] wav = new WavBytes().pcm16(16384);
        byte[] tag = {'I', 'D', '3', 4, 0, 0x10, 0, 0, 1, 2};
        byte[] file = Arrays.copyOf(tag, 10 + 130 + 10 + wav.length);
        System.arraycopy(wav, 0, file, 150, wav.length);
        assertThat(new AudioReader()
                        .read(Files.write(folder.resolve("a.wav"), file))
                        .samples())
                .containsExactly(0.5f);
    }

    @Test
    void an_odd_rate_costs_no_more_than_another() throws IOException {
        int[] constant = new int[8_000];
        Arrays.fill(constant, 8192);
        AudioReader reader = new AudioReader();
        for (int rate = 383_900; rate < 384_000; rate += 11) {
            Path file = Files.write(
                    folder.resolve("a.wav"), new WavBytes().rate(rate).pcm16(constant));
            float[] samples = reader.read(file).samples();
            assertThat(samples).hasSize((int) Math.ceil(8_000.0 * 16_000 / rate));
            assertThat(samples[samples.length / 2]).isCloseTo(0.25f, within(1e-6f));
        }
    }

    @Test
    void a_pipe_is_read_to_its_end() throws IOException {
        Path pipe = folder.resolve("pipe");
        assumeTrue(made(pipe), "mkfifo is not there");
        Thread writer = new Thread(() -> {
            try {
                Files.write(pipe, new WavBytes().pcm16(16384), StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        assertThat(new AudioReader().read(pipe).samples()).containsExactly(0.5f);
    }

    private static boolean made(Path pipe) {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void refuses(byte[] content, String why) throws IOException {
        Path file = Files.write(folder.resolve("a.bin"), content);
        assertThatThrownBy(() -> new AudioReader().read(file)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e).hasMessageStartingWith(file + ": ").hasMessageContaining(why);
            assertThat(e.remedy()).isNotBlank();
            assertThat(e.oneLine()).doesNotContain("\n");
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
