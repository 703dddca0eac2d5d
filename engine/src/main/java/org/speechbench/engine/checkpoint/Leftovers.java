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
 * Folders that were being filled when a process was killed. A process that fills a folder holds a lock in it, which the
 * operating system releases when the process ends. A folder that another process is filling is therefore left alone,
 * whether that process runs on this machine or, through a shared file system, on another.
 */
public final class Leftovers {
    private static final String LOCK = ".lock";
    /** The time between the creation of a folder and that of its lock is always shorter than this. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    private Leftovers() {}

    /** Locks a folder that this process fills. */
    public static ProcessLock lock(Path aside) throws IOException {
        return ProcessLock.take(aside.resolve(LOCK))
                .orElseThrow(() -> new IOException(aside + " is locked, though it is new"));
    }

    /** Releases the lock and removes its file from a folder that is complete. */
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
                // A folder that remains takes disk space but does no other harm.
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
