package org.speechbench.bench.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.datasets.corpus.Utterance;

class SpeechInputTest {
    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(folder.resolve("a/deep"));
        Files.createDirectories(folder.resolve("manifests"));
        for (String file : List.of("a/deep/2.FLAC", "a/1.wav", "a/.hidden.wav", "a/readme.txt")) {
            Files.writeString(folder.resolve(file), "");
        }
        Files.writeString(
                folder.resolve("manifests/m.tsv"), "path\tnum_samples\tspeaker\tsplit\na/1.wav\t0\ts\ttrain\n");
    }

    @Test
    void a_folder_is_searched_for_recordings_with_all_it_contains() {
        assertThat(ids(folder)).containsExactly("a/1.wav", "a/deep/2.FLAC");
    }

    @Test
    void a_folder_behind_a_link_and_links_in_a_folder_are_searched() throws IOException {
        Path place = Files.createDirectories(folder.resolve("b"));
        Files.createSymbolicLink(place.resolve("in"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("link"), place);
        assertThat(ids(folder.resolve("link"))).containsExactly("in/1.wav", "in/deep/2.FLAC");
    }

    @Test
    void audio_in_a_folder_that_cannot_be_read_is_counted() throws IOException {
        Files.writeString(folder.resolve("a/song.wma"), "");
        List<String> notes = new ArrayList<>();
        assertThat(SpeechInput.of(List.of(folder), null, notes::add)).hasSize(2);
        assertThat(notes).singleElement().asString().contains("1 .wma");
    }

    @Test
    void a_manifest_lies_in_the_data_folder_or_in_its_folder_of_manifests() throws IOException {
        assertThat(SpeechInput.of(List.of(folder.resolve("manifests/m.tsv")), null, note -> {}))
                .extracting(Utterance::audio)
                .containsExactly(folder.resolve("a/1.wav"));

        Files.move(folder.resolve("manifests/m.tsv"), folder.resolve("m.tsv"));
        assertThat(SpeechInput.of(List.of(folder.resolve("m.tsv")), null, note -> {}))
                .extracting(Utterance::audio)
                .containsExactly(folder.resolve("a/1.wav"));
        assertThat(SpeechInput.of(List.of(folder.resolve("m.tsv")), Path.of("/data"), note -> {}))
                .extracting(Utterance::audio)
                .containsExactly(Path.of("/data/a/1.wav"));
    }

    @Test
    void a_single_file_may_have_any_ending() {
        assertThat(ids(folder.resolve("a/readme.txt"))).containsExactly("readme.txt");
    }

    @Test
    void two_recordings_of_one_id_are_refused() throws IOException {
        Path other =
                Files.writeString(Files.createDirectories(folder.resolve("b")).resolve("1.wav"), "");
        assertRefused(
                () -> SpeechInput.of(List.of(folder.resolve("a"), other), null, note -> {}), "have the same id, 1.wav");
    }

    @Test
    void a_recording_that_is_named_again_in_another_spelling_is_one_recording() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.wav"), folder.resolve("a/1.wav"));
        Path recording = folder.resolve("a/1.wav");
        List<Path> places = List.of(
                recording,
                folder.resolve("a/./1.wav"),
                folder.resolve("a/deep/../1.wav"),
                recording.toRealPath(),
                link,
                folder.resolve("manifests/m.tsv"));
        List<String> notes = new ArrayList<>();
        assertThat(SpeechInput.of(places, null, notes::add))
                .extracting(Utterance::audio)
                .containsExactly(recording);
        assertThat(notes).hasSize(5).allMatch(note -> note.contains("again"));
    }

    @Test
    void a_place_without_recordings_is_named() {
        assertThatThrownBy(() -> ids(folder.resolve("manifests"))).hasMessageContaining("has no recording");
        assertThatThrownBy(() -> ids(folder.resolve("none"))).hasMessageContaining("is not there");
    }

    private static List<String> ids(Path place) {
        return SpeechInput.of(List.of(place), null, note -> {}).stream()
                .map(Utterance::id)
                .toList();
    }
}
