package org.speechbench.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;

class AudioReaderTest {
    @TempDir
    Path folder;

    @Test
    void what_is_not_audio_is_named_with_a_cure_on_one_line() throws IOException {
        refuses(new byte[0], "the file is empty");
        refuses(ascii("ID3\3 and so on"), "is MP3 or AAC; wanted FLAC, WAV or NIST SPHERE");
        refuses(new byte[] {(byte) 0xFF, (byte) 0xFB, 0, 0}, "is MP3 or AAC");
        refuses(ascii("OggS...."), "is Ogg");
        refuses(ascii("\0\0\0 ftypM4A "), "is MPEG-4");
        refuses(ascii("version https://git-lfs.example/spec"), "a Git LFS pointer");
        refuses(ascii("hello"), "no audio file of a known kind");
        refuses(ascii("RIFF\0\0\0\0AVI "), "no audio file of a known kind");
    }

    @Test
    void a_missing_file_and_a_folder_are_errors() {
        AudioReader reader = new AudioReader();
        Path missing = folder.resolve("missing.flac");
        assertThatThrownBy(() -> reader.read(missing))
                .isInstanceOf(UserError.class)
                .hasMessage(missing + ": there is no such file.");
        assertThatThrownBy(() -> reader.read(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is a folder");
    }

    @Test
    void the_content_decides_and_not_the_name() throws IOException {
        Path file = Files.write(folder.resolve("a.flac"), new WavBytes().pcm16(16384));
        assertThat(new AudioReader().read(file).samples()).containsExactly(0.5f);
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
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
