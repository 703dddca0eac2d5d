package org.speechbench.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.AudioReader;

class CorpusCheckTest {
    private final Progress silent = Progress.silent();

    @TempDir
    Path folder;

    @BeforeEach
    void write_one_good_and_one_broken_recording() throws IOException {
        try (InputStream in = CorpusCheckTest.class.getResourceAsStream("/audio/tone16k.flac")) {
            Files.write(folder.resolve("good.flac"), in.readAllBytes());
        }
        Files.write(folder.resolve("broken.flac"), new byte[] {'f', 'L', 'a', 'C'});
    }

    @Test
    void a_whole_corpus_passes_unchanged() {
        Corpus corpus = corpus(utterance("good.flac", 8000));
        CorpusCheck.Result result = CorpusCheck.check(corpus, new AudioReader(), SoundRecordings.none(), false, silent);
        assertThat(result.corpus()).isSameAs(corpus);
        assertThat(result.skipped()).isEmpty();
    }

    @Test
    void a_recording_that_a_symbolic_link_names_again_is_one_recording() throws IOException {
        Files.createSymbolicLink(folder.resolve("again.flac"), Path.of("good.flac"));
        Files.createDirectory(folder.resolve("real"));
        Files.copy(folder.resolve("good.flac"), folder.resolve("real/b.flac"));
        Files.createSymbolicLink(folder.resolve("linked"), Path.of("real"));
        Corpus corpus = corpus(
                utterance("good.flac", 0),
                utterance("again.flac", 0),
                utterance("linked/b.flac", 0),
                utterance("real/b.flac", 0));
        assertRefused(
                () -> CorpusCheck.check(corpus, null, SoundRecordings.none(), false, silent),
                "2 of 4 recordings",
                "again.flac of split train is the same recording as good.flac of split train",
                "real/b.flac of split train is the same recording as linked/b.flac");
        CorpusCheck.Result kept = CorpusCheck.check(corpus, null, SoundRecordings.none(), true, silent);
        assertThat(kept.corpus().utterances()).extracting(Utterance::id).containsExactly("good.flac", "linked/b.flac");
    }

    @Test
    void missing_recordings_are_counted_and_the_first_named() {
        Utterance[] many = IntStream.range(0, 9)
                .mapToObj(i -> utterance("no" + i + ".flac", 0))
                .toArray(Utterance[]::new);
        assertRefused(
                () -> CorpusCheck.check(corpus(many), null, SoundRecordings.none(), false, silent),
                "9 of 9 recordings",
                "no0.flac is not there",
                "And 4 more.");
    }

    @Test
    void bad_recordings_are_skipped_where_that_is_wanted() {
        Corpus corpus = corpus(utterance("good.flac", 8000), utterance("gone.flac", 0), utterance("broken.flac", 0));
        CorpusCheck.Result cheap = CorpusCheck.check(corpus, null, SoundRecordings.none(), true, silent);
        assertThat(cheap.corpus().utterances()).extracting(Utterance::id).containsExactly("good.flac", "broken.flac");
        CorpusCheck.Result full = CorpusCheck.check(corpus, new AudioReader(), SoundRecordings.none(), true, silent);
        assertThat(full.corpus().utterances()).extracting(Utterance::id).containsExactly("good.flac");
        assertThat(full.skipped()).extracting(SkippedUtterance::id).containsExactly("gone.flac", "broken.flac");
        assertThat(full.skipped().get(1).reason()).contains("cut off");
        assertThat(full.corpus().digest()).isNotEqualTo(corpus.digest());
    }

    @Test
    void a_recording_that_another_program_decoded_is_decoded_again() {
        Path file = folder.resolve("recordings.tsv");
        Utterance good = utterance("good.flac", 8000);
        SoundRecordings recordings = SoundRecordings.open(file, note -> {});
        recordings.add(good, "ffmpeg 1");
        SoundRecordings known = SoundRecordings.open(file, note -> {});
        assertThat(known.decoder(good, () -> Optional.of("ffmpeg 1"))).hasValue("ffmpeg 1");
        assertThat(known.decoder(good, () -> Optional.of("ffmpeg 2"))).isEmpty();
        assertThat(known.decoder(good, Optional::empty)).isEmpty();
    }

    @Test
    void lengths_are_those_that_were_decoded() {
        CorpusCheck.Result result = CorpusCheck.check(
                corpus(utterance("good.flac", 0)), new AudioReader(), SoundRecordings.none(), false, silent);
        assertThat(result.samples()).isEqualTo(Map.of("good.flac", 8000));
        assertThat(result.decoders()).isEmpty();
    }

    @Test
    void a_recording_that_was_sound_is_decoded_again_only_if_it_has_changed() throws IOException {
        Path file = folder.resolve("checked/recordings.tsv");
        Corpus corpus = corpus(utterance("good.flac", 8000));
        CorpusCheck.check(corpus, new AudioReader(), SoundRecordings.open(file, note -> {}), false, silent);
        assertThat(SoundRecordings.open(file, note -> {}).decoder(utterance("good.flac", 8000), Optional::empty))
                .hasValue("");
        assertThat(SoundRecordings.open(file, note -> {}).decoder(utterance("good.flac", 9000), Optional::empty))
                .as("another length is listed")
                .isEmpty();
        Files.write(folder.resolve("good.flac"), new byte[] {'f', 'L', 'a', 'C'});
        assertRefused(
                () -> CorpusCheck.check(
                        corpus, new AudioReader(), SoundRecordings.open(file, note -> {}), false, silent),
                "cut off");
    }

    @Test
    void a_list_of_sound_recordings_that_is_damaged_or_cannot_be_written_costs_time_only() throws IOException {
        Path file = folder.resolve("recordings.tsv");
        Corpus corpus = corpus(utterance("good.flac", 8000));
        Files.write(file, new byte[] {(byte) 0xFF, '\n', 0, (byte) 0xC3});
        CorpusCheck.check(corpus, new AudioReader(), SoundRecordings.open(file, note -> {}), false, silent);
        assertThat(SoundRecordings.open(file, note -> {}).decoder(utterance("good.flac", 8000), Optional::empty))
                .hasValue("");
        Path unusable = Files.createDirectory(folder.resolve("folder.tsv"));
        java.util.List<String> notes = new java.util.ArrayList<>();
        SoundRecordings recordings = SoundRecordings.open(unusable, notes::add);
        assertThat(CorpusCheck.check(corpus, new AudioReader(), recordings, false, silent)
                        .corpus()
                        .utterances())
                .hasSize(1);
        recordings.add(utterance("missing.flac", 1), "");
        assertThat(notes).hasSize(2).allSatisfy(note -> assertThat(note).contains("folder.tsv"));
    }

    @Test
    void nothing_left_is_an_error_even_where_skipping_is_wanted() {
        assertRefused(
                () -> CorpusCheck.check(corpus(utterance("gone.flac", 0)), null, SoundRecordings.none(), true, silent),
                "1 of 1");
    }

    @Test
    void decoding_errors_name_utterance_and_source() {
        WaveformReader reader = new WaveformReader(new AudioReader(), "asr.tsv");
        assertThat(reader.read(utterance("good.flac", 8000)).length()).isEqualTo(8000);
        assertThat(reader.read(utterance("good.flac", 0)).length()).isEqualTo(8000);
        assertRefused(() -> reader.read(utterance("broken.flac", 0)), "Utterance broken.flac of asr.tsv: ");
        assertRefused(() -> reader.read(utterance("good.flac", 16000)), "has 8000 samples at 16 kHz; listed are 16000");
    }

    private Utterance utterance(String id, long samples) {
        return new Utterance(id, folder.resolve(id), samples, "S", "train", Map.of());
    }

    private static Corpus corpus(Utterance... utterances) {
        return Corpus.of("toy", java.util.List.of(utterances));
    }
}
