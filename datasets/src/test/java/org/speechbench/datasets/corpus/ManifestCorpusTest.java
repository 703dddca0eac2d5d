package org.speechbench.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;

class ManifestCorpusTest {
    private static final String HEADER = "path\tnum_samples\tspeaker\tsplit\ttranscript\toov_words\n";

    @TempDir
    Path folder;

    @Test
    void reads_lines_in_order_with_all_other_columns_as_labels() throws IOException {
        Corpus corpus = read(HEADER + "x/b.flac\t16000\tLS-1\ttrain\tHELLO WORLD\t0\nx/a.flac\t0\t\tdev\t\t2\n");
        assertThat(corpus.name()).isEqualTo("toy");
        assertThat(corpus.utterances())
                .containsExactly(
                        new Utterance(
                                "x/b.flac",
                                folder.resolve("data/x/b.flac"),
                                16000,
                                "LS-1",
                                "train",
                                Map.of("transcript", "HELLO WORLD", "oov_words", "0")),
                        new Utterance(
                                "x/a.flac",
                                folder.resolve("data/x/a.flac"),
                                0,
                                "",
                                "dev",
                                Map.of("transcript", "", "oov_words", "2")));
    }

    @Test
    void a_start_makes_an_utterance_a_part_of_its_recording() throws IOException {
        Corpus corpus =
                read("path\tstart\tnum_samples\tspeaker\tsplit\na.wav\t100\t50\tS\ttrain\na.wav\t\t0\tS\ttrain\n");
        assertThat(corpus.utterances()).extracting(Utterance::id).containsExactly("a.wav#100", "a.wav");
        assertThat(corpus.utterances()).extracting(Utterance::part).containsExactly(true, false);
        assertThat(corpus.utterances().get(0).labels()).isEmpty();
        String endless = "path\tstart\tnum_samples\tspeaker\tsplit\na.wav\t100\t0\tS\ttrain\n";
        assertRefused(() -> read(endless), "num_samples is 0");
        String odd = "path\tstart\tnum_samples\tspeaker\tsplit\na.wav\tx\t7\tS\ttrain\n";
        assertRefused(() -> read(odd), "start is 'x'");
    }

    @Test
    void columns_may_come_in_any_order_and_lines_end_as_on_windows() throws IOException {
        Corpus corpus = read("\uFEFFsplit\tlabel\tpath\tspeaker\tnum_samples\r\ntest\tja\ta.wav\tS\t7\r\n");
        Utterance utterance = corpus.utterances().get(0);
        assertThat(utterance.id()).isEqualTo("a.wav");
        assertThat(utterance.numSamples()).isEqualTo(7);
        assertThat(utterance.label("label")).isEqualTo("ja");
    }

    @Test
    void the_digest_depends_on_the_content_and_not_on_the_folder() throws IOException {
        String text = HEADER + "a.flac\t1\tS\ttrain\tA\t0\n";
        String digest = read(text).digest();
        Path manifest = folder.resolve("toy.tsv");
        assertThat(ManifestCorpus.read("toy", manifest, folder.resolve("elsewhere"))
                        .digest())
                .isEqualTo(digest);
        assertThat(read(text.replace("\tA\t", "\tB\t")).digest()).isNotEqualTo(digest);
        assertThat(digest).matches("[0-9a-f]{64}");
    }

    @Test
    void a_path_has_one_spelling_in_ids_and_digests() throws IOException {
        Corpus plain = read(HEADER + "b/a.flac\t1\tS\ttrain\tA\t0\n");
        Corpus odd = read(HEADER + "./c/../b//a.flac\t1\tS\ttrain\tA\t0\n");
        assertThat(odd.utterances()).isEqualTo(plain.utterances());
        assertThat(odd.utterances().get(0).id()).isEqualTo("b/a.flac");
        assertThat(odd.digest()).isEqualTo(plain.digest());
    }

    @Test
    void bad_manifests_are_errors_with_file_and_line() {
        refuses("", "toy.tsv: is empty");
        refuses(HEADER, "toy.tsv:1: there is no line after the header");
        refuses("path\tspeaker\tsplit\na.flac\tS\ttrain\n", "toy.tsv:1: the header lacks [num_samples]");
        refuses(HEADER.replace("oov_words", "transcript") + "a\t1\tS\tt\tA\tA\n", "a column is named twice");
        refuses(HEADER + "a.flac\t1\tS\ttrain\tA\n", "toy.tsv:2: got 5 cells; the header has 6");
        refuses(HEADER + "a.flac\t1\tS\ttrain\tA\t0\tx\n", "toy.tsv:2: got 7 cells");
        refuses(HEADER + "a.flac\t1.5\tS\ttrain\tA\t0\n", "toy.tsv:2: num_samples is '1.5'");
        refuses(HEADER + "a.flac\t-1\tS\ttrain\tA\t0\n", "toy.tsv:2: num_samples is '-1'");
        refuses(HEADER + "a.flac\tNaN\tS\ttrain\tA\t0\n", "toy.tsv:2: num_samples is 'NaN'");
        refuses(HEADER + "\t1\tS\ttrain\tA\t0\n", "toy.tsv:2: path or split is empty");
        refuses(HEADER + "a.flac\t1\tS\t\tA\t0\n", "toy.tsv:2: path or split is empty");
        refuses(HEADER + "../a.flac\t1\tS\ttrain\tA\t0\n", "toy.tsv:2: path '../a.flac' does not stay");
        refuses(HEADER + "/a.flac\t1\tS\ttrain\tA\t0\n", "toy.tsv:2: path '/a.flac' does not stay");
        String line = "a.flac\t1\tS\ttrain\tA\t0\n";
        refuses(HEADER + line + line, "toy.tsv:3: path 'a.flac' is already in line 2");
        for (String spelled : new String[] {"./a.flac", "b/../a.flac", ".//a.flac", "././a.flac"}) {
            refuses(HEADER + line + line.replace("a.flac", spelled), "toy.tsv:3: path 'a.flac' is already in line 2");
        }
        refuses(HEADER + line + "\n", "toy.tsv:3: got 1 cells");
    }

    @Test
    void a_manifest_that_is_missing_or_no_text_is_an_error() throws IOException {
        Path manifest = folder.resolve("toy.tsv");
        assertThatThrownBy(() -> ManifestCorpus.read("toy", manifest, folder)).hasMessageContaining("no such file");
        Files.write(manifest, new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertThatThrownBy(() -> ManifestCorpus.read("toy", manifest, folder)).hasMessageContaining("not UTF-8");
    }

    @Test
    void bad_lines_name_themselves_or_are_skipped_and_counted() throws IOException {
        String good = "a.flac\t1\tS\ttrain\tA\t0\n";
        byte[] text = (HEADER + good + good + "b.flac\tone\tS\ttrain\tA\t0\n" + "c.flac\t1\tS\ttrain\t\u00dc\t0\n"
                        + "d.flac\t1\n" + "e.flac\t1\tS\ttrain\tA\t0\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        Path manifest = Files.write(folder.resolve("toy.tsv"), text);
        List<String> notes = new ArrayList<>();
        BadItems bad = BadItems.skipped(Progress.noting(notes::add));
        assertThat(ManifestCorpus.read("toy", manifest, folder, bad).utterances())
                .extracting(Utterance::id)
                .containsExactly("a.flac", "e.flac");
        assertThat(bad.skipped())
                .extracting(SkippedUtterance::id)
                .containsExactly(manifest + ":3", manifest + ":4", manifest + ":5", manifest + ":6");
        assertThat(notes.get(2)).isEqualTo("Skipped " + manifest + ":5: byte 18 is 0xDC, which is not UTF-8.");
        Files.write(
                manifest,
                new String(text, StandardCharsets.ISO_8859_1)
                        .replaceAll("(?m)^[abd].*\n", "")
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ManifestCorpus.read("toy", manifest, folder))
                .isInstanceOf(UserError.class)
                .hasMessage(manifest + ":2: byte 18 is 0xDC, which is not UTF-8.");
    }

    private void refuses(String text, String why) {
        assertRefused(() -> read(text), why);
    }

    private Corpus read(String text) throws IOException {
        Path manifest = Files.writeString(folder.resolve("toy.tsv"), text);
        return ManifestCorpus.read("toy", manifest, folder.resolve("data"));
    }
}
