package org.speechbench.upstream.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;

class FileLabelsTest {
    private static final WaveformReader READER = new WaveformReader(new AudioReader(), "test");

    @TempDir
    Path folder;

    @Test
    void lines_of_a_km_file_belong_to_the_lines_of_its_manifest() throws IOException {
        FileLabels labels = FileLabels.fairseq(
                file("train.km", "7 7 0 3\n1 2 1 1 2\n"),
                file("train.tsv", "/corpus\na/one.flac\t1280\na/two.flac\t1600\n"),
                null,
                50);
        assertThat(labels.classes()).isEqualTo(8);
        assertThat(labels.stride()).isEqualTo(320);
        assertThat(labels.find(utterance("LibriSpeech/a/one.flac"), 1280)).containsExactly(7, 7, 0, 3);
        assertThat(labels.find(utterance("two.wav"), 1600)).containsExactly(1, 2, 1, 1, 2);
        assertThat(labels.find(utterance("b/two.wav"), 1600)).isNull();
    }

    @Test
    void a_dictionary_numbers_the_symbols_in_its_order() throws IOException {
        Path dictionary = file("dict.km.txt", "SIL 900\nAH 80\nB 7\n");
        FileLabels labels =
                FileLabels.fairseq(file("a.km", "B SIL\n"), file("a.tsv", "/\nx.wav\t640\n"), dictionary, 50);
        assertThat(labels.classes()).isEqualTo(3);
        assertThat(labels.find(utterance("x.wav"), 640)).containsExactly(2, 0);
    }

    @Test
    void an_unknown_label_is_named_with_its_line() throws IOException {
        Path dictionary = file("dict.km.txt", "0 1\n1 1\n");
        Path manifest = file("a.tsv", "/\nx.wav\t1\ny.wav\t1\n");
        assertRefused(
                () -> FileLabels.fairseq(file("a.km", "0 1\n0 2\n"), manifest, dictionary, 50),
                "a.km:2: label '2' is not in",
                "dict.km.txt");
        assertThatThrownBy(() -> FileLabels.fairseq(file("a.km", "0 1\n0 AH\n"), manifest, null, 50))
                .hasMessageContaining("a.km:2: label 'AH' is no integer");
        assertThatThrownBy(() -> FileLabels.fairseq(file("a.km", "0\n40000\n"), manifest, null, 50))
                .hasMessageContaining("a.km:2: there are more than 32767 classes");
    }

    @Test
    void more_or_fewer_lines_than_the_manifest_are_named() throws IOException {
        Path manifest = file("a.tsv", "/\nx.wav\t1\ny.wav\t1\n");
        assertRefused(
                () -> FileLabels.fairseq(file("a.km", "0\n1\n1\n"), manifest, null, 50),
                "a.km:3: line without an utterance");
        assertRefused(
                () -> FileLabels.fairseq(file("a.km", "0\n"), manifest, null, 50), "a.km: has 1 lines; line 3 of");
        assertThatThrownBy(() -> FileLabels.fairseq(file("a.km", "0\n\n"), manifest, null, 50))
                .hasMessageContaining("a.km:2: there is no label");
    }

    @Test
    void an_utterance_twice_or_one_that_could_be_two_is_refused() throws IOException {
        assertThatThrownBy(() ->
                        FileLabels.fairseq(file("a.km", "0\n1\n"), file("a.tsv", "/\nx.wav\t1\nx.flac\t1\n"), null, 50))
                .hasMessageContaining("a.km:2: 'x.flac' is already in line 1");
        FileLabels two =
                FileLabels.fairseq(file("a.km", "0\n1\n"), file("a.tsv", "/\na/x.wav\t1\nb/x.wav\t1\n"), null, 50);
        assertRefused(() -> two.find(utterance("x.wav"), 0), "could be 'a/x.wav' in line 1 or 'b/x.wav' in line 2");
        assertThat(two.find(utterance("b/x.wav"), 0)).containsExactly(1);
    }

    @Test
    void the_length_of_labels_and_audio_may_differ_by_a_tenth_of_a_second() throws IOException {
        FileLabels labels = FileLabels.fairseq(
                file("a.km", "0\n" + "1 ".repeat(50) + "\n"), file("a.tsv", "/\nx.wav\t1\ny.wav\t1\n"), null, 50);
        assertThat(labels.find(utterance("y.wav"), 16_000 + 1_599)).hasSize(50);
        assertRefused(
                () -> labels.find(utterance("y.wav"), 16_000 + 1_602),
                "a.km:2: 50 labels are 1.00 s, but y.wav has 1.10 s.");
    }

    @Test
    void a_training_utterance_without_labels_is_found_before_anything_is_labelled() throws IOException {
        FileLabels labels = FileLabels.fairseq(file("a.km", "0\n"), file("a.tsv", "/\nx.wav\t1\n"), null, 50);
        List<Utterance> train = List.of(utterance("x.wav"), utterance("z.wav"));
        assertRefused(() -> labels.fit(train, READER, Progress.silent()), "a.km: none of 1 utterances is z.wav.");
    }

    @Test
    void a_table_of_sequences_numbers_labels_as_they_occur() throws IOException {
        FileLabels labels = FileLabels.table(
                file("p.tsv", "speaker\tpath\tlabels\ns\tx.wav\tSIL SIL AH\ns\ty.wav\tAH B B\n"), null, 100);
        assertThat(labels.classes()).isEqualTo(3);
        assertThat(labels.stride()).isEqualTo(160);
        assertThat(labels.find(utterance("x.wav"), 480)).containsExactly(0, 0, 1);
        assertThat(labels.find(utterance("y.wav"), 480)).containsExactly(1, 2, 2);
    }

    @Test
    void phones_with_times_are_asked_at_the_middle_of_every_frame() throws IOException {
        String rows =
                """
                path	start	end	phone
                x.wav	0.00	0.0325	SIL
                x.wav	0.0325	0.05	AH
                x.wav	0.06	0.10	SIL
                y.wav	0	0.05	B
                """;
        // Middles at 10 ms: 12.5, 22.5, 32.5 (the end is not the phone's any more), 42.5, 52.5 (in a gap) ... 92.5.
        assertThat(Objects.requireNonNull(
                        FileLabels.table(file("p.tsv", rows), null, 100).find(utterance("x.wav"), 1600)))
                .containsExactly(0, 0, 1, 1, 0, 0, 0, 0, 0);
        assertThat(FileLabels.table(file("p.tsv", rows), null, 25).find(utterance("x.wav"), 1600))
                .containsExactly(0, 0, 0);
        assertThat(FileLabels.table(file("p.tsv", rows), null, 50).find(utterance("y.wav"), 800))
                .containsExactly(2, 2);
    }

    @Test
    void phones_that_overlap_leave_a_hole_or_are_no_times_are_named_with_their_line() throws IOException {
        assertThatThrownBy(() -> phones("0\t0.5\tA", "0.4\t0.6\tB")).hasMessageContaining("p.tsv:3: the phone starts");
        assertThatThrownBy(() -> phones("0\t0.5\tA", "0.6\t0.7\tB")).hasMessageContaining("p.tsv:3: the phone starts");
        assertThatThrownBy(() -> phones("0\t0.5\tA", "0.5\t0.5\tB")).hasMessageContaining("p.tsv:3: the phone ends");
        assertThatThrownBy(() -> phones("0.1\t0.5\tA")).hasMessageContaining("p.tsv:2: the phone starts");
        assertThatThrownBy(() -> phones("0\tsoon\tA")).hasMessageContaining("p.tsv:2: 'soon' is no time");
        assertThatThrownBy(() -> phones("0\t0.5")).hasMessageContaining("p.tsv:2: got 3 cells");
        assertThatThrownBy(() -> FileLabels.table(file("p.tsv", "path\tphone\n"), null, 100))
                .hasMessageContaining("p.tsv:1: the header is [path, phone]");
    }

    @Test
    void a_rate_that_does_not_divide_the_sample_rate_is_refused() {
        assertThat(FileLabels.stride(12.5)).isEqualTo(1280);
        for (double rate : new double[] {0, -50, 33, 0.5, Double.NaN, 1e6}) {
            assertRefused(() -> FileLabels.stride(rate));
        }
    }

    @Test
    void labels_of_unknown_origin_count_as_labels() throws IOException {
        FileLabels labels = FileLabels.fairseq(file("a.km", "0\n"), file("a.tsv", "/\nx.wav\t1\n"), null, 50);
        assertThat(labels.usesLabels()).isTrue();
        assertThat(labels.withUsesLabels(false).usesLabels()).isFalse();
        assertThat(labels.withUsesLabels(false).find(utterance("x.wav"), 320)).containsExactly(0);
    }

    @Test
    void other_files_and_rates_are_other_labels() throws IOException {
        Path manifest = file("a.tsv", "/\nx.wav\t1\n");
        Path km = file("a.km", "0 1\n");
        Map<String, String> one = FileLabels.fairseq(km, manifest, null, 50).settings();
        assertThat(FileLabels.fairseq(km, manifest, null, 50)
                        .withUsesLabels(false)
                        .settings())
                .isEqualTo(one);
        assertThat(FileLabels.fairseq(km, manifest, null, 50).settings()).isEqualTo(one);
        assertThat(FileLabels.fairseq(km, manifest, null, 100).settings()).isNotEqualTo(one);
        assertThat(FileLabels.fairseq(file("a.km", "0 2\n"), manifest, null, 50).settings())
                .isNotEqualTo(one);
    }

    private FileLabels phones(String... segments) throws IOException {
        return FileLabels.table(
                file("p.tsv", "path\tstart\tend\tphone\nx.wav\t" + String.join("\nx.wav\t", segments) + "\n"),
                null,
                100);
    }

    private Utterance utterance(String id) {
        return new Utterance(id, folder.resolve(id), 0, "", "train", Map.of());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
