package org.speechbench.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.Progress;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.layout.CorpusLayout;
import org.speechbench.datasets.layout.LibriSpeech;

@Tag("real-data")
class RealCorporaTest {
    private Path data = Path.of("");

    @BeforeEach
    void find_the_data() {
        String folder = System.getenv("SPEECHBENCH_DATA");
        assumeTrue(folder != null && !folder.isEmpty(), "SPEECHBENCH_DATA does not name a folder of recordings");
        data = Path.of(folder);
    }

    @Test
    void every_manifest_is_read_and_all_its_recordings_are_there() throws IOException {
        try (Stream<Path> manifests = Files.list(data.resolve("manifests"))) {
            for (Path manifest : manifests.sorted().toList()) {
                Corpus corpus = ManifestCorpus.read(manifest.getFileName().toString(), manifest, data);
                assertThat(CorpusCheck.check(corpus, null, SoundRecordings.none(), false, Progress.silent())
                                .skipped())
                        .isEmpty();
            }
        }
    }

    @Test
    void recordings_of_every_corpus_decode_to_their_listed_length_as_16_bit_numbers() {
        Corpus corpus = ManifestCorpus.read("pretrain", data.resolve("manifests/pretrain.tsv"), data);
        WaveformReader reader = new WaveformReader(new AudioReader(), "pretrain.tsv");
        List<Utterance> utterances = corpus.utterances();
        for (int i = 0; i < utterances.size(); i += 50) {
            float[] samples = reader.read(utterances.get(i)).samples();
            assertThat(samples).hasSize((int) utterances.get(i).numSamples());
            for (float sample : samples) {
                if (sample * 32768f != Math.rint(sample * 32768f)) {
                    throw new AssertionError(utterances.get(i).id() + " has a sample " + sample);
                }
            }
        }
    }

    @Test
    void sphere_files_hold_the_samples_of_their_flac_namesakes() throws IOException {
        Path root = data.resolve("formats/an4_sph");
        AudioReader reader = new AudioReader();
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> spheres =
                    files.filter(f -> f.toString().endsWith(".sph")).toList();
            assertThat(spheres).isNotEmpty();
            for (Path sphere : spheres) {
                String name = root.relativize(sphere).toString().replace(".sph", ".flac");
                float[] flac = reader.read(data.resolve("an4").resolve(name)).samples();
                assertThat(reader.read(sphere).samples()).isEqualTo(flac);
            }
        }
    }

    @Test
    void the_official_layout_has_the_utterances_of_the_manifest() {
        Corpus layout = new LibriSpeech()
                .read(data.resolve("LibriSpeech"), BadItems.refused(), Progress.silent())
                .filter(u -> u.split().equals("dev-clean") || u.split().equals("test-other"));
        Corpus manifest = ManifestCorpus.read("asr", data.resolve("manifests/asr.tsv"), data);
        assertThat(transcripts(layout)).isEqualTo(transcripts(manifest));
    }

    private static java.util.Map<String, String> transcripts(Corpus corpus) {
        return corpus.utterances().stream().collect(Collectors.toMap(Utterance::id, u -> u.label("transcript")));
    }

    /** The manifests were made elsewhere; folders and lists must say the same. Folds and dev sets are ours. */
    @ParameterizedTest
    @CsvSource({
        "emodb, EMO-DB, er.tsv, label",
        "an4, an4, asr_an4.tsv, transcript",
        "fsdd, FSDD, ks_fsdd.tsv, label",
        "speech_commands_v001, speech_commands_v0.01, ks.tsv, superb_label"
    })
    void layouts_say_of_recordings_what_their_manifests_say(String name, String folder, String manifest, String label) {
        Corpus listed = ManifestCorpus.read(manifest, data.resolve("manifests").resolve(manifest), data);
        Corpus found = NamedServices.load(CorpusLayout.class, RealCorporaTest.class.getClassLoader())
                .get(name)
                .read(data.resolve(folder), BadItems.refused(), Progress.silent());
        Map<String, Utterance> byId =
                found.utterances().stream().collect(Collectors.toMap(Utterance::id, utterance -> utterance));
        assertThat(byId.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        listed.utterances().stream().map(Utterance::id).toList());
        assertThat(listed.utterances()).allSatisfy(u -> {
            Utterance own = byId.get(u.id());
            assertThat(own.label(label)).isEqualTo(u.label(label));
            assertThat(own.speaker()).isEqualTo(u.speaker());
            assertThat(own.audio()).isEqualTo(u.audio());
        });
    }
}
