package org.speechbench.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;

class LibriSpeechLayoutTest {
    @TempDir
    Path root;

    @Test
    void utterances_have_the_manifests_ids_their_speaker_subset_and_transcript() throws IOException {
        chapter("dev-clean", "84", "121123", "0001", "0000");
        transcript("dev-clean", "84", "121123", "84-121123-0000 GO\n84-121123-0001 DO YOU KNOW\n");
        chapter("test-other", "367", "1", "0000");
        transcript("test-other", "367", "1", "367-1-0000 YES\n");
        Corpus corpus = LibriSpeechLayout.read(root, List.of("test-other", "dev-clean"));
        assertThat(corpus.utterances())
                .extracting(Utterance::id)
                .containsExactly(
                        "LibriSpeech/test-other/367/1/367-1-0000.flac",
                        "LibriSpeech/dev-clean/84/121123/84-121123-0000.flac",
                        "LibriSpeech/dev-clean/84/121123/84-121123-0001.flac");
        Utterance last = corpus.utterances().get(2);
        assertThat(last.label("transcript")).isEqualTo("DO YOU KNOW");
        assertThat(last.speaker()).isEqualTo("LS-84");
        assertThat(last.split()).isEqualTo("dev-clean");
        assertThat(last.audio()).exists();
    }

    @Test
    void utterances_without_transcript_are_kept_and_counted() throws IOException {
        chapter("train-clean-100", "19", "198", "0000", "0001");
        transcript("train-clean-100", "19", "198", "19-198-0001 NORTHANGER ABBEY\n");
        List<String> notes = new ArrayList<>();
        Corpus corpus = LibriSpeechLayout.read(root, List.of("train-clean-100"), noting(notes));
        assertThat(notes).containsExactly("1 of 2 utterances of train-clean-100 have no transcript.");
        assertThatThrownBy(() -> corpus.utterances().get(0).label("transcript"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("19-198-0000");
    }

    @Test
    void a_listed_recording_that_is_missing_is_found_by_the_check() throws IOException {
        chapter("dev-clean", "84", "1", "0000");
        transcript("dev-clean", "84", "1", "84-1-0000 YES\n84-1-0001 NO\n");
        Corpus corpus = LibriSpeechLayout.read(root, List.of("dev-clean"));
        assertThatThrownBy(() -> CorpusCheck.check(corpus, null, SoundRecordings.none(), false, Progress.silent()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("84-1-0001.flac is not there");
    }

    @Test
    void bad_layouts_are_errors() throws IOException {
        chapter("dev-clean", "84", "1", "0000");
        assertThatThrownBy(() -> LibriSpeechLayout.read(root, List.of("dev-other")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no subset 'dev-other'; got [dev-clean]");
        Files.createDirectories(root.resolve("test-clean/1/2"));
        assertThatThrownBy(() -> LibriSpeechLayout.read(root, List.of("test-clean")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no recordings");
        transcript("dev-clean", "84", "1", "84-1-0000 YES\n\n84-1-0000\n");
        assertThatThrownBy(() -> LibriSpeechLayout.read(root, List.of("dev-clean")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("84-1.trans.txt:3");
    }

    private void chapter(String subset, String speaker, String chapter, String... utterances) throws IOException {
        Path folder =
                Files.createDirectories(root.resolve(subset).resolve(speaker).resolve(chapter));
        for (String utterance : utterances) {
            Files.createFile(folder.resolve(speaker + "-" + chapter + "-" + utterance + ".flac"));
        }
    }

    private void transcript(String subset, String speaker, String chapter, String text) throws IOException {
        Path folder = root.resolve(subset).resolve(speaker).resolve(chapter);
        Files.writeString(folder.resolve(speaker + "-" + chapter + ".trans.txt"), text);
    }

    private static Progress noting(List<String> notes) {
        return new Progress() {
            @Override
            public Stage start(String name, long total) {
                return Progress.silent().start(name, total);
            }

            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
    }
}
