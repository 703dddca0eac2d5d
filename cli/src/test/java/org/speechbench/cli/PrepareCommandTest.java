package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.datasets.prepare.Preparation;

class PrepareCommandTest {
    @TempDir
    Path data;

    private final Shell shell = new Shell();

    @ParameterizedTest
    @MethodSource("org.speechbench.cli.OfficialLayoutsTest#layouts")
    void nothing_is_in_an_empty_folder_and_no_manifest_is_written(String layout) throws IOException {
        assertThat(shell.refuses(prepare(layout)))
                .contains(data + ": nothing is there")
                .hasLineCount(1);

        Path corpus = data.resolve(Preparation.layouts().get(layout).folders().get(0));
        Files.createDirectories(corpus);
        assertThat(shell.refuses(prepare(layout)))
                .contains(corpus + ": nothing is there")
                .hasLineCount(1);
        assertThat(data.resolve("manifests")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LibriSpeech/dev-clean", "FSDD/recordings", "EMO-DB/wav", "CREMA-D/AudioWAV"})
    void nothing_is_in_a_folder_of_empty_folders(String folder) throws IOException {
        Files.createDirectories(data.resolve(folder));
        String layout = folder.startsWith("L")
                ? "librispeech"
                : folder.startsWith("F") ? "fsdd" : folder.startsWith("E") ? "emodb" : "crema_d";
        assertThat(shell.refuses(prepare(layout))).contains("nothing is there").hasLineCount(1);
        assertThat(data.resolve("manifests")).doesNotExist();
    }

    @Test
    void how_much_is_there_of_a_corpus_is_said_part_by_part() throws IOException {
        OfficialCorpora.make("audio_snips", data);
        shell.prints(prepare("audio_snips", "--json"));
        JsonNode prepared = shell.json();
        assertThat(prepared.get("completeness").asText()).isEqualTo("in_part");
        assertThat(prepared.get("incomplete").toString())
                .contains("{\"name\":\"train\",\"there\":2,\"whole\":104672}", "\"whole\":2800");
        assertThat(shell.prints(prepare("audio_snips")))
                .contains("train of Audio SNIPS: 2 of 104,672")
                .doesNotContain("is whole");
        assertThat(shell.err()).contains("1 audio file passed over (1 .mp3)");
    }

    @Test
    void a_corpus_is_whole_that_has_as_many_recordings_as_were_published() {
        OfficialFolder folder = new OfficialFolder(data);
        for (int digit = 0; digit < 10; digit++) {
            for (int take = 0; take < 300; take++) {
                folder.noise("FSDD/recordings/" + digit + "_jackson_" + take + ".wav", 0.001);
            }
        }
        assertThat(shell.prints(prepare("fsdd"))).contains("fsdd is whole.");
        folder.noise("FSDD/recordings/0_jackson_300.wav", 0.001);
        assertThat(shell.prints(prepare("fsdd")))
                .contains("all of Free Spoken Digit Dataset: 3,001 of 3,000")
                .doesNotContain("is whole");
    }

    @Test
    void words_that_no_lexicon_has_are_counted_and_listed_and_their_utterances_have_no_phones() throws IOException {
        OfficialCorpora.make("librispeech", data);
        assertThat(shell.prints(prepare("librispeech", "--lexicon", data.resolve("lexicon/cmudict.dict"))))
                .contains("1 words are in no lexicon (SEE), so 3 utterances have no phones");
        assertThat(data.resolve("manifests/librispeech.missing-words.txt")).hasContent("SEE\t3\n");
        List<String> lines = Files.readAllLines(data.resolve("manifests/librispeech.tsv"));
        assertThat(lines.get(0)).isEqualTo("path\tnum_samples\tspeaker\tsplit\tphones\ttranscript");
        assertThat(lines).filteredOn(l -> l.endsWith("\t\tGO AND SEE")).hasSize(3);
        assertThat(lines)
                .filteredOn(l -> l.endsWith("\tG OW1 AA1 N AE1 N D AA1 N\tGO ON AND ON"))
                .hasSize(3);
    }

    @Test
    void phones_of_an_earlier_manifest_are_not_lost_in_silence() throws IOException {
        OfficialCorpora.make("librispeech", data);
        shell.prints(prepare("librispeech", "--lexicon", data.resolve("lexicon/cmudict.dict")));
        Path manifest = data.resolve("manifests/librispeech.tsv");
        String before = Files.readString(manifest);
        assertThat(shell.refuses(prepare("librispeech")))
                .hasLineCount(1)
                .contains(manifest + " has phones, which it would lose", "--lexicon");
        assertThat(manifest).hasContent(before);
        shell.prints(prepare("librispeech", "--lexicon", data.resolve("lexicon/cmudict.dict")));
        Files.delete(manifest);
        shell.prints(prepare("librispeech"));
        assertThat(manifest).content().doesNotContain("phones");
    }

    @Test
    void a_lexicon_without_stress_is_refused_before_anything_is_written() {
        OfficialCorpora.make("librispeech", data);
        new OfficialFolder(data).text("plain.txt", "GO G OW");
        assertThat(shell.refuses(prepare("librispeech", "--lexicon", data.resolve("plain.txt"))))
                .contains("plain.txt:1", "'OW' of GO is a vowel without stress");
        assertThat(data.resolve("manifests")).doesNotExist();
    }

    @Test
    void a_corpus_without_transcripts_has_nothing_to_look_up() {
        OfficialCorpora.make("emodb", data);
        new OfficialFolder(data).text("words.txt", "GO G OW1");
        assertThat(shell.refuses(prepare("emodb", "--lexicon", data.resolve("words.txt"))))
                .contains("emodb has no transcripts");
    }

    @Test
    void a_shared_corpus_is_prepared_elsewhere_and_run_from_there(@TempDir Path elsewhere) throws IOException {
        OfficialCorpora.make("quesst14", data);
        Path own = elsewhere.resolve("own");
        assertThat(shell.prints(prepare("quesst14", "--out", own)))
                .contains("wrote " + own.resolve("manifests/quesst14.tsv"));
        assertThat(data.resolve("manifests")).doesNotExist();
        shell.prints(prepare("quesst14", "--out", own));

        Path config = Files.writeString(
                elsewhere.resolve("x.yaml"),
                """
                upstreams: { fbank: { provider: fbank } }
                tasks: { qbe: { task: qbe, preset: superb, manifest: manifests/quesst14.tsv } }
                """);
        shell.prints("run", config, "--data", own, "--tasks", "qbe", "--out", elsewhere.resolve("run"));
    }

    @Test
    void what_is_in_the_way_of_a_link_is_an_error(@TempDir Path own) throws IOException {
        OfficialCorpora.make("emodb", data);
        Files.createDirectories(own.resolve("EMO-DB"));
        assertThat(shell.refuses(prepare("emodb", "--out", own)))
                .contains("EMO-DB is there already")
                .hasLineCount(1);
        Path file = Files.writeString(own.resolve("file"), "");
        assertThat(shell.refuses(prepare("emodb", "--out", file)))
                .contains("cannot be written", "--out")
                .hasLineCount(1);
    }

    @Test
    void the_data_folder_may_be_the_corpus_itself() throws IOException {
        OfficialCorpora.make("quesst14", data);
        data = data.resolve("quesst14Database");
        shell.prints(prepare("quesst14"));
        assertThat(Files.readAllLines(data.resolve("manifests/quesst14.tsv"))).anySatisfy(line -> assertThat(line)
                .startsWith("dev_queries/quesst14_dev_0001.wav\t")
                .endsWith("\tAudio/quesst14_00001.wav"));
    }

    @Test
    void a_recording_outside_of_the_data_folder_is_named(@TempDir Path elsewhere) {
        OfficialFolder folder = new OfficialFolder(data);
        new OfficialFolder(elsewhere).audio("a.wav");
        for (String split : List.of("train", "dev", "test")) {
            folder.text("Libri2Mix/" + split + "/wav.scp", "m " + elsewhere.resolve("a.wav"));
            folder.text("Libri2Mix/" + split + "/rttm", "SPEAKER m 1 0.0 0.2 <NA> <NA> 1 <NA>");
        }
        assertThat(shell.refuses(prepare("libri2mix")))
                .contains("a.wav lies outside of the data folder")
                .hasLineCount(1);
        assertThat(data.resolve("manifests")).doesNotExist();
    }

    private Object[] prepare(String layout, Object... options) {
        return Stream.concat(Stream.of("prepare", layout, "--data", data), Stream.of(options))
                .toArray();
    }
}
