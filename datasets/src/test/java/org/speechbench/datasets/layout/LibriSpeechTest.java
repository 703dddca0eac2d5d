package org.speechbench.datasets.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.CorpusCheck;
import org.speechbench.datasets.corpus.SkippedUtterance;
import org.speechbench.datasets.corpus.SoundRecordings;
import org.speechbench.datasets.corpus.Utterance;

class LibriSpeechTest {
    @TempDir
    Path root;

    @Test
    void utterances_have_the_manifests_ids_their_speaker_subset_and_transcript() throws IOException {
        chapter("dev-clean", "84", "121123", "0001", "0000");
        transcript("dev-clean", "84", "121123", "84-121123-0000 GO\n84-121123-0001 DO YOU KNOW\n");
        chapter("test-other", "367", "1", "0000");
        transcript("test-other", "367", "1", "367-1-0000 YES\n");
        Corpus corpus = read();
        assertThat(corpus.utterances())
                .extracting(Utterance::id)
                .containsExactly(
                        "LibriSpeech/dev-clean/84/121123/84-121123-0000.flac",
                        "LibriSpeech/dev-clean/84/121123/84-121123-0001.flac",
                        "LibriSpeech/test-other/367/1/367-1-0000.flac");
        Utterance last = corpus.utterances().get(1);
        assertThat(last.label("transcript")).isEqualTo("DO YOU KNOW");
        assertThat(last.speaker()).isEqualTo("LS-84");
        assertThat(last.split()).isEqualTo("dev-clean");
        assertThat(last.audio()).exists();
    }

    @Test
    void an_utterance_without_transcript_names_itself_or_is_skipped() throws IOException {
        chapter("train-clean-100", "19", "198", "0000", "0001");
        transcript("train-clean-100", "19", "198", "19-198-0001 NORTHANGER ABBEY\n");
        assertRefused(this::read, "19-198-0000.flac: has no transcript");
        List<String> notes = new ArrayList<>();
        BadItems bad = BadItems.skipped(Progress.noting(notes::add));
        Corpus corpus = new LibriSpeech().read(root, bad, Progress.silent());
        assertThat(corpus.utterances()).singleElement().satisfies(u -> assertThat(u.id())
                .endsWith("19-198-0001.flac"));
        assertThat(bad.skipped())
                .extracting(SkippedUtterance::id)
                .containsExactly("LibriSpeech/train-clean-100/19/198/19-198-0000.flac");
        assertThat(notes).singleElement().asString().contains("19-198-0000.flac", "has no transcript");
    }

    @Test
    void what_another_system_left_beside_every_file_is_no_recording() throws IOException {
        chapter("dev-clean", "84", "121123", "0000");
        transcript("dev-clean", "84", "121123", "84-121123-0000 GO\n");
        Path chapter = root.resolve("dev-clean/84/121123");
        Files.createFile(chapter.resolve("._84-121123-0000.flac"));
        Files.createDirectories(root.resolve("dev-clean/.AppleDouble/.Parent"));
        assertThat(read().utterances())
                .extracting(Utterance::id)
                .containsExactly("LibriSpeech/dev-clean/84/121123/84-121123-0000.flac");
    }

    @Test
    void a_subset_without_any_transcript_is_kept_for_pre_training() throws IOException {
        chapter("train-clean-100", "19", "198", "0000", "0001");
        List<String> notes = new ArrayList<>();
        Corpus corpus = new LibriSpeech().read(root, BadItems.refused(), Progress.noting(notes::add));
        assertThat(corpus.utterances()).hasSize(2);
        assertThat(notes).containsExactly("None of 2 utterances of train-clean-100 has a transcript.");
        assertRefused(() -> corpus.utterances().get(0).label("transcript"), "19-198-0000");
    }

    @Test
    void a_bad_line_of_a_transcript_file_names_itself_or_is_skipped() throws IOException {
        chapter("dev-clean", "84", "1", "0000", "0001");
        Path file = root.resolve("dev-clean/84/1/84-1.trans.txt");
        Files.write(file, "84-1-0000 YES\n84-1-0001 N\u00d6\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(this::read, "84-1.trans.txt:2: byte 12 is 0xD6, which is not UTF-8");
        BadItems bad = BadItems.skipped(Progress.silent());
        assertThat(new LibriSpeech().read(root, bad, Progress.silent()).utterances())
                .hasSize(1);
        assertThat(bad.skipped()).hasSize(2);
    }

    @Test
    void a_listed_recording_that_is_missing_is_found_by_the_check() throws IOException {
        chapter("dev-clean", "84", "1", "0000");
        transcript("dev-clean", "84", "1", "84-1-0000 YES\n84-1-0001 NO\n");
        Corpus corpus = read();
        assertRefused(
                () -> CorpusCheck.check(corpus, null, SoundRecordings.none(), false, Progress.silent()),
                "84-1-0001.flac is not there");
    }

    @Test
    void bad_layouts_are_errors() throws IOException {
        chapter("dev-clean", "84", "1", "0000");
        transcript("dev-clean", "84", "1", "84-1-0000 YES\n\n84-1-0000\n");
        assertRefused(this::read, "84-1.trans.txt:3");
        transcript("dev-clean", "84", "1", "84-1-0000 YES\n");
        Files.createDirectories(root.resolve("test-clean/1/2"));
        assertRefused(this::read, "no recordings");
    }

    private Corpus read() {
        return new LibriSpeech().read(root, BadItems.refused(), Progress.silent());
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
}
