package org.speechbench.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.Progress;

class UnpackerTest {
    private final List<String> notes = new ArrayList<>();

    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void target() {
        target = folder.resolve("data").resolve("corpus");
    }

    @Test
    void a_tgz_is_unpacked_without_its_leading_folder() throws IOException {
        unpack("c.tgz", Archives.tgz(Map.of("./corpus-1.0/wav/a.wav", "sound", "corpus-1.0/README", "read")), 1);
        assertThat(target.resolve("wav/a.wav")).hasContent("sound");
        assertThat(target.resolve("README")).hasContent("read");
        assertThat(names(target.getParent())).containsExactly("corpus");
    }

    @Test
    void a_zip_is_unpacked_and_its_folders_are_made() throws IOException {
        unpack("c.zip", Archives.zip(Map.of("wav/a.wav", "sound", "empty/", "")), 0);
        assertThat(target.resolve("wav/a.wav")).hasContent("sound");
        assertThat(target.resolve("empty")).isDirectory();
    }

    @Test
    void a_second_archive_adds_to_the_folder_of_the_first() throws IOException {
        unpack("a.tgz", Archives.tgz(Map.of("c/dev/1.wav", "one", "c/README", "old")), 1);
        unpack("b.tgz", Archives.tgz(Map.of("c/dev/2.wav", "two", "c/test/3.wav", "three", "c/README", "new")), 1);
        assertThat(target.resolve("dev/1.wav")).hasContent("one");
        assertThat(target.resolve("dev/2.wav")).hasContent("two");
        assertThat(target.resolve("test/3.wav")).hasContent("three");
        assertThat(target.resolve("README")).hasContent("new");
    }

    @Test
    void a_folder_that_is_a_link_to_another_disk_is_added_to() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory), "there is no second file system to try");
        Path other = Files.createTempDirectory(memory, "speechbench");
        try {
            Files.createDirectories(target);
            Files.createSymbolicLink(target.resolve("dev"), other);
            unpack("c.tgz", Archives.tgz(Map.of("c/dev/84/1.wav", "one")), 1);
            assertThat(other.resolve("84/1.wav")).hasContent("one");
        } finally {
            Files.deleteIfExists(other.resolve("84/1.wav"));
            Files.deleteIfExists(other.resolve("84"));
            Files.delete(other);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/evil", "C:\\evil", "..\\evil"})
    void an_entry_that_leads_out_of_the_folder_stops_all(String name) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("good", "good");
        files.put(name, "evil");
        for (String archive : List.of("c.tgz", "c.zip")) {
            byte[] bytes = archive.endsWith("zip") ? Archives.zip(files) : Archives.tgz(files);
            assertThatThrownBy(() -> unpack(archive, bytes, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("outside");
        }
        assertThat(target).doesNotExist();
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all).noneMatch(f -> f.getFileName().toString().contains("evil"));
        }
    }

    @Test
    void nothing_is_written_through_a_link_of_the_archive() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Map<String, String> files = new LinkedHashMap<>();
        files.put("link", "->" + outside);
        files.put("link/evil", "evil");
        unpack("c.tgz", Archives.tgz(files), 0);
        assertThat(names(outside)).isEmpty();
        assertThat(target.resolve("link/evil")).hasContent("evil");
        assertThat(notes).containsExactly("left out link, which is a link");
    }

    @Test
    void an_archive_that_is_cut_off_leaves_nothing() throws IOException {
        byte[] whole = Archives.tgz(Map.of("wav/a.wav", "sound"));
        byte[] half = Arrays.copyOf(whole, whole.length - 20);
        assertThatThrownBy(() -> unpack("c.tgz", half, 0)).isInstanceOf(IOException.class);
        assertThat(target).doesNotExist();
        assertThat(names(target.getParent())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c.tgz", "c.zip"})
    void an_archive_of_too_many_or_too_large_entries_leaves_nothing(String name) throws IOException {
        Map<String, String> many = new LinkedHashMap<>();
        for (int i = 0; i < 101; i++) {
            many.put("wav/" + i, "");
        }
        assertThatThrownBy(() -> unpack(name, packed(name, many), 0)).hasMessageContaining("more than 100 entries");
        assertThatThrownBy(() -> unpack(name, packed(name, Map.of("a", "0".repeat(1_000_001))), 0))
                .hasMessageContaining("come out of it");
        assertThat(target).doesNotExist();
        unpack(name, packed(name, Map.of("a", "0".repeat(1_000_000))), 0);
        assertThat(target.resolve("a")).hasSize(1_000_000);
    }

    private static byte[] packed(String name, Map<String, String> files) throws IOException {
        return name.endsWith("zip") ? Archives.zip(files) : Archives.tgz(files);
    }

    @Test
    void what_an_interrupted_unpacking_left_is_no_part_of_the_next() throws IOException {
        Unpacker unpacker = new Unpacker(target, "c.tgz", Progress.silent());
        Path left = Files.createDirectories(target.resolveSibling(".c.tgz.unpacking"));
        Files.writeString(left.resolve("torn"), "to");
        assertThat(unpacker.interrupted()).isTrue();

        unpack("c.tgz", Archives.tgz(Map.of("wav/a.wav", "sound")), 0);

        assertThat(names(target)).containsExactly("wav");
        assertThat(unpacker.interrupted()).isFalse();
    }

    private void unpack(String name, byte[] bytes, int strip) throws IOException {
        Path archive = Files.write(folder.resolve(name), bytes);
        new Unpacker(target, name, noting()).unpack(archive, strip, new UnpackBounds(100, 1_000_000));
    }

    private Progress noting() {
        return Progress.noting(notes::add);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
