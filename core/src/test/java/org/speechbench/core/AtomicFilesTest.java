package org.speechbench.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    Path folder;

    @Test
    void makes_folders_and_replaces_the_file() throws IOException {
        Path file = folder.resolve("a/b/c.txt");
        AtomicFiles.write(file, "eins");
        AtomicFiles.write(file, "zwölf");
        assertThat(file).hasContent("zwölf");
        assertThat(file.getParent()).isDirectoryContaining("glob:**c.txt").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void a_failure_half_way_keeps_the_old_file_and_leaves_nothing_beside_it() throws IOException {
        Path file = folder.resolve("c.txt");
        AtomicFiles.write(file, "old");
        assertRefused(
                () -> AtomicFiles.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("disk full");
                }),
                "c.txt: cannot be written (disk full)");
        assertThat(file).hasContent("old");
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactly(file);
        }
    }

    @Test
    void a_folder_that_is_a_file_is_an_error() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "");
        assertRefused(() -> AtomicFiles.write(file.resolve("b"), "x"));
    }

    /** A link, so that a mistake would replace the link and not the device. */
    @Test
    void a_device_is_written_to_and_not_replaced() throws IOException {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "there is no /dev/null");
        Path link = Files.createSymbolicLink(folder.resolve("null"), device);
        AtomicFiles.write(link, "x");
        assertThat(link).isSymbolicLink();
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "there is no /dev/full");
        Path unwritable = Files.createSymbolicLink(folder.resolve("full"), full);
        assertRefused(() -> AtomicFiles.write(unwritable, "x"), "cannot be written");
        assertThat(unwritable).isSymbolicLink();
    }

    @Test
    void what_a_killed_process_left_is_removed_and_nothing_else() throws IOException {
        Path left = Files.createFile(folder.resolve(".a.tsv.0b5a3c1e-1f2d-4c3b-8a9e-123456789abc.part"));
        Path other = Files.createFile(folder.resolve(".a.tsv.part"));
        AtomicFiles.removeLeftovers(folder, Duration.ofHours(1));
        assertThat(left).exists();
        AtomicFiles.removeLeftovers(folder, Duration.ZERO);
        assertThat(left).doesNotExist();
        assertThat(other).exists();
        AtomicFiles.removeLeftovers(folder.resolve("missing"), Duration.ZERO);
    }
}
