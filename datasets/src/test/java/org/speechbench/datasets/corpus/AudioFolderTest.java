package org.speechbench.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AudioFolderTest {
    @TempDir
    Path root;

    @Test
    void links_to_folders_and_files_are_followed_wherever_they_are() throws IOException {
        Path real = files("store/speaker/1.wav", "store/2.flac").resolve("store");
        Files.createDirectories(root.resolve("corpus"));
        Files.createSymbolicLink(root.resolve("corpus/inner"), real.resolve("speaker"));
        Files.createSymbolicLink(root.resolve("corpus/one.flac"), real.resolve("2.flac"));
        Files.createSymbolicLink(root.resolve("link"), root.resolve("corpus"));
        assertThat(names(root.resolve("link"))).containsExactly("inner/1.wav", "one.flac");
    }

    @Test
    @Timeout(10)
    void links_in_a_circle_come_to_an_end() throws IOException {
        files("a/1.wav", "b/2.wav");
        Files.createSymbolicLink(root.resolve("a/itself"), root.resolve("a"));
        Files.createSymbolicLink(root.resolve("a/other"), root.resolve("b"));
        Files.createSymbolicLink(root.resolve("b/back"), root.resolve("a"));
        assertThat(names(root)).containsExactly("a/1.wav", "a/other/2.wav", "b/2.wav", "b/back/1.wav");
    }

    @Test
    void a_link_that_leads_nowhere_is_left_for_a_check_to_find() throws IOException {
        Files.createSymbolicLink(root.resolve("gone.wav"), root.resolve("none.wav"));
        assertThat(names(root)).containsExactly("gone.wav");
    }

    @Test
    void audio_that_cannot_be_read_is_counted_by_its_ending() throws IOException {
        files("1.WAV", "2.mp3", "deep/3.AMR", "deep/4.webm", "deep/5.amr", "notes.txt");
        AudioFolder folder = AudioFolder.of(root);
        assertThat(names(root)).containsExactly("1.WAV", "2.mp3");
        assertThat(folder.passedOver()).isEqualTo(Map.of(".amr", 2, ".webm", 1));
        assertThat(folder.passedOverNote())
                .hasValueSatisfying(note -> assertThat(note).contains("3 audio files passed over (2 .amr, 1 .webm)"));
        assertThat(AudioFolder.of(root.resolve("deep")).recordings()).isEmpty();
    }

    @Test
    void compressed_copies_can_be_passed_over() throws IOException {
        files("1.wav", "1.mp3", "1.m4a");
        AudioFolder folder = AudioFolder.lossless(root);
        assertThat(folder.recordings()).containsExactly(root.resolve("1.wav"));
        assertThat(folder.passedOverNote()).hasValueSatisfying(note -> assertThat(note)
                .contains("2 audio files passed over", "only .wav, .flac, .sph, .nist"));
    }

    @Test
    void hidden_files_and_folders_are_left_alone() throws IOException {
        files(".trash/1.wav", "._2.wav", "2.wav", "._3.amr");
        AudioFolder folder = AudioFolder.of(root);
        assertThat(folder.recordings()).containsExactly(root.resolve("2.wav"));
        assertThat(folder.passedOverNote()).isEmpty();
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        assertRefused(() -> AudioFolder.of(root.resolve("none")), "none");
    }

    private List<String> names(Path folder) {
        return AudioFolder.of(folder).recordings().stream()
                .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                .toList();
    }

    private Path files(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[0]);
        }
        return root;
    }
}
