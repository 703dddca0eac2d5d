package org.speechbench.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.Digests;
import org.speechbench.core.ProcessLock;
import org.speechbench.core.Progress;
import org.speechbench.datasets.download.CorpusDownload.Outcome;

/** Against a server on this machine. */
class CorpusDownloadTest {
    private static final String NAME = "corpus.tgz";

    private final List<Duration> pauses = new ArrayList<>();

    @TempDir
    Path data;

    private byte[] archive;
    private FileServer server;
    private long free = Long.MAX_VALUE;

    @BeforeEach
    void serve() throws IOException {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        archive = Archives.tgz(Map.of("corpus-1/wav/a.wav", new String(noise, StandardCharsets.ISO_8859_1)));
        server = new FileServer(archive);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_archive_is_brought_checked_unpacked_and_removed() throws IOException {
        assertThat(get(download())).isEqualTo(Outcome.CHECKED);
        assertThat(data.resolve("Corpus/wav/a.wav")).exists();
        assertThat(in("downloads/" + NAME)).doesNotExist();
        assertThat(part()).doesNotExist();
    }

    @Test
    void what_is_there_is_not_downloaded() {
        get(download());
        assertThat(get(download())).isEqualTo(Outcome.ALREADY_THERE);
        assertThat(server.ranges()).hasSize(1);
    }

    @Test
    void an_unpacking_that_was_interrupted_is_repeated() throws IOException {
        get(download());
        Files.createDirectory(in(".corpus.tgz.unpacking"));
        assertThat(get(download())).isEqualTo(Outcome.CHECKED);
        assertThat(in(".corpus.tgz.unpacking")).doesNotExist();
    }

    @Test
    void an_archive_that_is_kept_is_not_downloaded_again() throws IOException {
        CorpusDownload keeping = downloader(true);
        keeping.get(download());
        Files.delete(in("Corpus/wav/a.wav"));
        Files.delete(in("Corpus/wav"));
        assertThat(keeping.get(download())).isEqualTo(Outcome.CHECKED);
        assertThat(server.ranges()).hasSize(1);
        assertThat(in("downloads/" + NAME)).hasBinaryContent(archive);
    }

    @Test
    void a_redirection_is_followed() {
        assertThat(get(download(server.uri("/moved"), archive.length, sha256(archive))))
                .isEqualTo(Outcome.CHECKED);
    }

    @Test
    void a_download_goes_on_from_the_half_that_is_there() throws IOException {
        half("\"one\"");
        assertThat(get(download())).isEqualTo(Outcome.CHECKED);
        assertThat(server.ranges()).containsExactly("bytes=" + archive.length / 2 + "-");
    }

    @Test
    void a_server_that_knows_no_ranges_is_begun_with_again() throws IOException {
        half("\"one\"");
        server.knowsRanges = false;
        assertThat(get(download())).isEqualTo(Outcome.CHECKED);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_that_has_changed_is_begun_with_again(boolean honest) throws IOException {
        half("\"another\"");
        server.honestIfRange = honest;
        assertThat(get(download())).isEqualTo(Outcome.CHECKED);
        assertThat(pauses).hasSize(honest ? 0 : 1);
    }

    @Test
    void bytes_of_another_address_are_not_gone_on_with() throws IOException {
        half("\"one\"");
        Files.writeString(in("downloads/corpus.tgz.part.origin"), "http://elsewhere/file\n\"one\"\n");
        assertThat(get(download())).isEqualTo(Outcome.CHECKED);
        assertThat(server.ranges()).containsExactly("");
    }

    @Test
    void a_whole_part_needs_no_request_if_its_length_is_published() throws IOException {
        part(archive, "\"one\"");
        assertThat(get(download())).isEqualTo(Outcome.CHECKED);
        assertThat(server.ranges()).isEmpty();
    }

    @Test
    void a_whole_part_is_known_for_whole_by_the_server_too() throws IOException {
        part(archive, "\"one\"");
        assertThat(get(download(server.uri("/file"), 0, sha256(archive)))).isEqualTo(Outcome.CHECKED);
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_broken_transfer_is_healed_by_going_on_after_growing_pauses() {
        server.sent = n -> n <= 3 ? 10_000 : Integer.MAX_VALUE;
        assertThat(get(download())).isEqualTo(Outcome.CHECKED);
        assertThat(server.ranges()).hasSize(4);
        assertThat(pauses).hasSize(3).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_connection_from_which_nothing_comes_is_given_up() {
        server.sent = n -> n == 1 ? 10_000 : Integer.MAX_VALUE;
        server.waits = n -> 20_000;
        assertThat(get(download())).isEqualTo(Outcome.CHECKED);
        assertThat(server.ranges()).containsExactly("", "bytes=10000-");
    }

    @Test
    void a_transfer_that_stays_broken_fails_and_keeps_its_part() {
        server.sent = n -> 100;
        assertError(() -> get(download()), "did not come in 5 tries", "kept in " + part(), "goes on from there");
        assertThat(part()).hasSize(500);
    }

    @Test
    void a_server_that_is_not_there_is_said() {
        URI nowhere = server.uri("/file");
        server.close();
        assertError(() -> get(download(nowhere, 0, null)), "no connection", "nothing has come yet");
    }

    @Test
    void a_server_in_trouble_is_asked_again() {
        server.status = 503;
        assertError(() -> get(download()), "HTTP 503", "5 tries");
        assertThat(server.ranges()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 403, 400})
    void a_refusal_is_final(int status) {
        server.status = status;
        assertError(() -> get(download()), server.uri("/file").toString(), "HTTP " + status, "--mirror");
        assertThat(server.ranges()).hasSize(1);
    }

    @Test
    void a_wrong_checksum_puts_the_file_aside_and_unpacks_nothing() {
        String other = "0".repeat(64);
        assertError(
                () -> get(download(server.uri("/file"), archive.length, new Checksum("SHA-256", other))),
                Digests.sha256(archive),
                other,
                "not unpacked");
        assertThat(in("Corpus")).doesNotExist();
        assertThat(in("downloads/" + NAME)).doesNotExist();
        assertThat(in("downloads/corpus.tgz.bad")).hasBinaryContent(archive);
    }

    @Test
    void a_file_of_another_length_than_the_published_one_is_not_downloaded() {
        assertError(
                () -> get(download(server.uri("/file"), archive.length + 1L, sha256(archive))),
                archive.length + " bytes; wanted " + (archive.length + 1));
        assertThat(part()).doesNotExist();
    }

    @Test
    void a_file_that_goes_on_beyond_the_published_length_is_stopped_there() {
        server.announces = false;
        assertError(
                () -> get(download(server.uri("/file"), archive.length - 1L, null)),
                "sends more than the " + (archive.length - 1) + " bytes",
                "nothing of it is kept");
        assertThat(part()).doesNotExist();
        assertThat(server.ranges()).hasSize(1);
    }

    @Test
    void a_published_length_is_enough_where_the_server_announces_none() {
        server.announces = false;
        assertThat(get(download())).isEqualTo(Outcome.CHECKED);
    }

    @Test
    void an_archive_that_swells_beyond_all_measure_is_put_aside() throws IOException {
        server.content = Archives.tgz(Map.of("corpus-1/wav/a.wav", "0".repeat(40_000_000)));
        assertError(
                () -> get(download(server.uri("/file"), server.content.length, null)),
                "cannot be unpacked",
                "come out of it",
                "corpus.tgz.bad");
        assertThat(in("Corpus")).doesNotExist();
    }

    @Test
    void a_file_that_is_no_archive_is_brought_to_its_place() {
        Download lexicon = new Download(
                "lexicon",
                "words.txt",
                server.uri("/file"),
                archive.length,
                null,
                new Download.Unpacked("lexicon", 0, "lexicon/words.txt", "", 0));
        assertThat(get(lexicon)).isEqualTo(Outcome.UNCHECKED);
        assertThat(in("lexicon/words.txt")).hasBinaryContent(archive);
        assertThat(in("downloads/words.txt")).doesNotExist();
        assertThat(get(lexicon)).isEqualTo(Outcome.ALREADY_THERE);
    }

    @Test
    void a_corpus_is_there_in_part_while_recordings_are_missing_and_is_got_then() throws IOException {
        Download counted = new Download(
                "corpus",
                NAME,
                server.uri("/file"),
                archive.length,
                null,
                new Download.Unpacked("Corpus", 1, "Corpus/wav", "Corpus/wav", 2));
        assertThat(downloader(false).state(counted)).isEqualTo(CorpusDownload.State.ABSENT);
        Files.createDirectories(in("Corpus/wav"));
        Files.writeString(in("Corpus/wav/b.wav"), "");
        assertThat(downloader(false).state(counted)).isEqualTo(CorpusDownload.State.IN_PART);
        assertThat(get(counted)).isEqualTo(Outcome.UNCHECKED);
        assertThat(downloader(false).state(counted)).isEqualTo(CorpusDownload.State.THERE);
        assertThat(get(counted)).isEqualTo(Outcome.ALREADY_THERE);
    }

    @Test
    void an_archive_with_fewer_recordings_than_published_is_not_got_for_ever() throws IOException {
        Download counted = new Download(
                "corpus",
                NAME,
                server.uri("/file"),
                archive.length,
                null,
                new Download.Unpacked("Corpus", 1, "Corpus/wav", "Corpus/wav", 9));
        assertThat(get(counted)).isEqualTo(Outcome.UNCHECKED);
        assertThat(get(counted)).isEqualTo(Outcome.ALREADY_THERE);
        Files.delete(in("Corpus/wav/a.wav"));
        assertThat(get(counted)).isEqualTo(Outcome.UNCHECKED);
    }

    @Test
    void an_archive_put_there_by_hand_is_checked_too() throws IOException {
        Files.createDirectories(in("downloads"));
        Files.write(in("downloads/" + NAME), Arrays.copyOf(archive, 10));
        assertError(() -> get(download()), "has 10 bytes; wanted " + archive.length, "not unpacked");
        assertThat(in("downloads/corpus.tgz.bad")).hasSize(10);
    }

    @Test
    void md5_is_known() {
        server.content = "abc".getBytes(StandardCharsets.UTF_8);
        Checksum right = new Checksum("MD5", "900150983cd24fb0d6963f7d28e17f72");
        assertError(() -> get(download(server.uri("/file"), 3, right)), "cannot be unpacked");
        Checksum wrong = new Checksum("MD5", "0".repeat(32));
        assertError(() -> get(download(server.uri("/file"), 3, wrong)), right.hex(), "MD5", wrong.hex());
    }

    @Test
    void where_no_checksum_is_published_the_sha_256_is_kept() throws IOException {
        Download unpublished = download(server.uri("/file"), 0, null);
        assertThat(get(unpublished)).isEqualTo(Outcome.UNCHECKED);
        assertThat(in("downloads/corpus.tgz.sha256")).hasContent(Digests.sha256(archive) + "  " + NAME + "\n");
    }

    @Test
    void a_pinned_checksum_counts_instead_of_what_is_published() {
        Download changed = download(server.uri("/file"), 3, new Checksum("MD5", "0".repeat(32)));
        assertThat(get(changed.pinned(sha256(archive)))).isEqualTo(Outcome.CHECKED);
    }

    @Test
    void an_archive_that_cannot_be_unpacked_is_put_aside() {
        server.content = "<html>log in</html>".getBytes(StandardCharsets.UTF_8);
        assertError(() -> get(download(server.uri("/file"), 0, null)), "cannot be unpacked", "corpus.tgz.bad");
    }

    @Test
    void an_archive_without_the_corpus_is_an_error() throws IOException {
        server.content = Archives.tgz(Map.of("corpus-1/README", "moved"));
        assertError(() -> get(download(server.uri("/file"), 0, null)), "there is no", "wav");
    }

    @Test
    void a_disk_that_is_too_small_is_said_before_anything_is_written() {
        free = archive.length;
        assertError(() -> get(download()), "needs about", "0.1 MB free");
        assertThat(part()).doesNotExist();
        assertError(() -> downloader(false).checkSpace(List.of(download())), "needs about");
        free = 2L * archive.length;
        downloader(false).checkSpace(List.of(download()));
        assertThat(get(download())).isEqualTo(Outcome.CHECKED);
    }

    @Test
    void a_second_process_is_kept_out() {
        try (ProcessLock lock =
                ProcessLock.take(in("downloads/.corpus.tgz.lock")).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertError(() -> get(download()), "Another process");
        }
        assertThat(get(download())).isEqualTo(Outcome.CHECKED);
    }

    @Test
    void an_interrupted_download_keeps_its_part() {
        server.sent = n -> 1_000;
        DownloadSettings settings = new DownloadSettings(
                false,
                Duration.ofSeconds(5),
                time -> {
                    throw new InterruptedException();
                },
                f -> free);
        assertError(() -> new CorpusDownload(data, settings, Progress.silent()).get(download()), "interrupted", "kept");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(part()).hasSize(1_000);
    }

    private Outcome get(Download download) {
        return downloader(false).get(download);
    }

    private CorpusDownload downloader(boolean keep) {
        DownloadSettings settings = new DownloadSettings(keep, Duration.ofMillis(500), pauses::add, folder -> free);
        return new CorpusDownload(data, settings, Progress.silent());
    }

    private Download download() {
        return download(server.uri("/file"), archive.length, sha256(archive));
    }

    private static Download download(URI url, long bytes, @Nullable Checksum checksum) {
        return new Download(
                "corpus", NAME, url, bytes, checksum, new Download.Unpacked("Corpus", 1, "Corpus/wav", "", 0));
    }

    private static Checksum sha256(byte[] bytes) {
        return Checksum.sha256(Digests.sha256(bytes));
    }

    private void half(String etag) throws IOException {
        part(Arrays.copyOf(archive, archive.length / 2), etag);
    }

    private void part(byte[] bytes, String etag) throws IOException {
        Files.createDirectories(in("downloads"));
        Files.write(part(), bytes);
        Files.writeString(in("downloads/corpus.tgz.part.origin"), server.uri("/file") + "\n" + etag + "\n");
    }

    private Path part() {
        return in("downloads/corpus.tgz.part");
    }

    private Path in(String name) {
        return data.resolve(name);
    }

    private static void assertError(ThrowingCallable call, String... parts) {
        assertRefused(call, parts);
    }
}
