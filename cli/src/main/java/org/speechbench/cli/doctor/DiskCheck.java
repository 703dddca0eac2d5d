package org.speechbench.cli.doctor;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.ByteSize;

/** Folders that are written to: whether they can be, and how much fits. */
final class DiskCheck implements Check {
    private static final long LITTLE = 10_000_000_000L;
    private static final long TOO_LITTLE = 1_000_000_000L;

    @Override
    public List<Finding> look(Environment at) {
        return List.of(
                folder(
                        "runs folder",
                        at.working().resolve("runs"),
                        "runs and their feature caches",
                        "--out and --cache"),
                folder(
                        "temporary folder",
                        Path.of(System.getProperty("java.io.tmpdir")),
                        "scripts and measurements",
                        "SPEECHBENCH_JAVA_OPTS=-Djava.io.tmpdir=DIR"),
                folder("engine folder", Utils.getEngineCacheDir(), "the engine's libraries", "DJL_CACHE_DIR"));
    }

    /** @param elsewhere what names another folder */
    static Finding folder(String subject, Path folder, String use, String elsewhere) {
        Path there = existing(folder.toAbsolutePath());
        if (there == null || !Files.isWritable(there)) {
            return Finding.problem(
                    subject,
                    folder.toAbsolutePath() + ", for " + use + ", cannot be written",
                    "Correct its permissions, or name another with " + elsewhere + ".");
        }
        try {
            return space(
                    subject,
                    folder.toAbsolutePath(),
                    use,
                    elsewhere,
                    Files.getFileStore(there).getUsableSpace());
        } catch (IOException e) {
            return Finding.warning(subject, "its free space is not known: " + e, "Look at " + there + ".");
        }
    }

    static Finding space(String subject, Path folder, String use, String elsewhere, long free) {
        String text = ByteSize.text(free) + " are free in " + folder + ", for " + use;
        String cure = "Make room, or name another folder with " + elsewhere + ".";
        if (free < TOO_LITTLE) {
            return Finding.problem(subject, text, cure);
        }
        return free < LITTLE ? Finding.warning(subject, text, cure) : Finding.ok(subject, text);
    }

    private static @Nullable Path existing(Path folder) {
        for (@Nullable Path p = folder; p != null; p = p.getParent()) {
            if (Files.exists(p)) {
                return Files.isDirectory(p) ? p : null;
            }
        }
        return null;
    }
}
