package org.speechbench.engine.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.speechbench.core.ProcessLock;
import org.speechbench.core.UserError;

/**
 * Folders that were being filled when a process was killed. Whoever fills one holds a lock in it, which the system lets go
 * of with the process: so what another process is filling is left alone, on this machine or, by way of the file system, on
 * another.
 */
public final class Leftovers {
    private static final String LOCK = ".lock";
    /** Between a folder and its lock nothing lasts so long. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    private Leftovers() {}

    /** Says that this process fills a folder. */
    public static ProcessLock lock(Path aside) throws IOException {
        return ProcessLock.take(aside.resolve(LOCK))
                .orElseThrow(() -> new IOException(aside + " is locked, though it is new"));
    }

    /** Takes the lock and its file out of a folder that is filled. */
    public static void unlock(ProcessLock lock, Path aside) throws IOException {
        lock.close();
        Files.deleteIfExists(aside.resolve(LOCK));
    }

    /** Removes what killed processes have left in a folder; what cannot be removed stays. */
    public static void remove(Path folder) {
        List<Path> left;
        try (Stream<Path> entries = Files.list(folder)) {
            left = entries.filter(Leftovers::isAbandoned).toList();
        } catch (IOException e) {
            return;
        }
        for (Path each : left) {
            try {
                WholeFolder.delete(each);
            } catch (IOException e) {
                // It takes space, and that is all.
            }
        }
    }

    private static boolean isAbandoned(Path entry) {
        String name = String.valueOf(entry.getFileName());
        if (!name.startsWith(".") || !name.contains(WholeFolder.PART) || !Files.isDirectory(entry)) {
            return false;
        }
        try {
            Path lock = entry.resolve(LOCK);
            return Files.exists(lock)
                    ? !ProcessLock.isTaken(lock)
                    : Files.getLastModifiedTime(entry)
                            .toInstant()
                            .isBefore(Instant.now().minus(GRACE));
        } catch (IOException | UserError e) {
            return false;
        }
    }
}
