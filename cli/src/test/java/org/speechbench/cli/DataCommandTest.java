package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Digests;

/** Against a mirror on this machine that has a Free Spoken Digit Dataset of two recordings. */
class DataCommandTest {
    private static final String FILE = "free-spoken-digit-dataset-1.0.10.tar.gz";

    private final Shell shell = new Shell();

    @TempDir
    Path data;

    private CorpusMirror mirror;
    private byte[] archive;

    @BeforeEach
    void serve() throws IOException {
        archive = archive();
        mirror = new CorpusMirror(Map.of(FILE, archive));
    }

    @AfterEach
    void stop() {
        mirror.close();
    }

    @Test
    void a_corpus_that_was_got_can_be_prepared() {
        assertThat(get("fsdd")).as(shell.err()).isZero();
        assertThat(shell.out())
                .contains(
                        "no checksum is published", Digests.sha256(archive), "next: speechbench prepare fsdd --data ");
        assertThat(data.resolve("downloads").resolve(FILE)).doesNotExist();

        assertThat(shell.prints("prepare", "fsdd", "--data", data))
                .contains("test: 1 utterances", "train: 1 utterances");
        assertThat(data.resolve("manifests/fsdd.tsv")).content().contains("FSDD/recordings/7_jackson_5.wav\t4000");
    }

    @Test
    void a_corpus_that_is_there_is_not_downloaded_again() {
        assertThat(get("fsdd")).isZero();
        assertThat(get("fsdd")).isZero();
        assertThat(shell.out()).contains("fsdd is already in");
        assertThat(mirror.requests()).hasValue(1);
    }

    @Test
    void an_archive_is_kept_where_it_is_wanted() {
        assertThat(get("fsdd", "--keep-archives")).isZero();
        assertThat(data.resolve("downloads").resolve(FILE)).hasBinaryContent(archive);
    }

    @Test
    void a_pinned_checksum_is_held_against_what_came() {
        String wrong = "0".repeat(64);
        assertThat(get("fsdd", "--sha256", wrong)).isEqualTo(2);
        assertThat(shell.err()).contains(Digests.sha256(archive), wrong);
        assertThat(data.resolve("FSDD")).doesNotExist();

        assertThat(get("fsdd", "--sha256", Digests.sha256(archive))).isZero();
        assertThat(shell.out()).contains("its SHA-256 is right");
    }

    @Test
    void one_checksum_is_not_for_many_files() {
        assertThat(get("librispeech", "--sha256", "0".repeat(64))).isEqualTo(2);
        assertThat(shell.err()).contains("--sha256 is for one file; got 7");
    }

    @Test
    void a_mirror_without_the_file_is_an_error_of_one_line() {
        assertThat(get("an4")).isEqualTo(2);
        assertThat(shell.err())
                .contains("an4_sphere.tar.gz is not there (HTTP 404)")
                .hasLineCount(1);
    }

    @Test
    void a_mirror_that_is_no_address_is_an_error() {
        assertThat(shell.refuses("data", "get", "fsdd", "--data", data, "--mirror", "ftp://host/x"))
                .contains("--mirror wants", "ftp://host/x");
    }

    @Test
    void a_corpus_that_must_be_asked_for_says_where() {
        assertThat(shell.refuses("data", "get", "iemocap", "--data", data))
                .contains("https://sail.usc.edu/iemocap/", "IEMOCAP_full_release");
    }

    @Test
    void what_can_be_had_is_listed_with_what_is_there() throws IOException {
        assertThat(get("fsdd")).isZero();
        shell.prints("data", "ls", "--data", data, "--json");
        JsonNode lines = shell.json();
        assertThat(lines)
                .anySatisfy(line -> {
                    assertThat(line.get("name").asText()).isEqualTo("fsdd");
                    assertThat(line.get("there").asText()).isEqualTo("yes");
                    assertThat(line.get("checksum").asText()).isEqualTo("none");
                })
                .anySatisfy(line -> {
                    assertThat(line.get("name").asText()).isEqualTo("librispeech/dev-clean");
                    assertThat(line.get("there").asText()).isEqualTo("no");
                    assertThat(line.get("MB").asText()).isEqualTo("337.9");
                });
        assertThat(shell.prints("data", "ls")).contains("quesst14Database.tgz", "on request: https://");
    }

    @Test
    void a_part_of_a_corpus_is_said_to_be_a_part() throws IOException {
        OfficialFolder folder = new OfficialFolder(data);
        for (int i = 0; i < 16; i++) {
            folder.audio("LibriSpeech/dev-clean/84/121123/84-121123-00" + i + ".flac");
        }
        assertThat(shell.prints("data", "ls", "--data", data)).contains("in part: 16 of 2,703");
        assertThat(get("librispeech/dev-clean")).isEqualTo(2);
        assertThat(shell.err()).contains("16 of 2,703 recordings are there", "HTTP 404");
    }

    private int get(String name, String... options) {
        List<Object> line = new ArrayList<>(List.of("data", "get", name, "--data", data, "--mirror", mirror.address()));
        line.addAll(List.of(options));
        return shell.run(line.toArray());
    }

    private static byte[] archive() throws IOException {
        String folder = "free-spoken-digit-dataset-1.0.10/recordings/";
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(folder + "7_jackson_0.wav", wav());
        files.put(folder + "7_jackson_5.wav", wav());
        return CorpusMirror.tar(files);
    }

    /** A quarter of a second of a saw-tooth at 8 kHz. */
    private static byte[] wav() throws IOException {
        byte[] samples = new byte[4_000];
        for (int i = 0; i < samples.length; i += 2) {
            samples[i + 1] = (byte) (i % 64);
        }
        return CorpusMirror.wav(samples, 8_000);
    }
}
