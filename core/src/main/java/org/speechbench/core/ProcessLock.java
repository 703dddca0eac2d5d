package org.speechbench.core;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file lock that keeps a second process out. The operating system releases it when the process ends, for whatever
 * reason; the file remains.
 */
public final class ProcessLock implements AutoCloseable {
    private final FileChannel channel;

    private ProcessLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Acquires the lock on a file, which is created if it does not exist.
     *
     * @return the lock, or empty if another process or another part of this process holds it
     * @throws UserError if the file cannot be written
     */
    public static Optional<ProcessLock> take(Path file) {
        try {
            AtomicFiles.createFolder(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (taken(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new ProcessLock(channel));
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }

    /**
     * Whether a process currently holds the lock on a file. Nothing is written. An attempt to acquire the lock at the
     * same instant may fail.
     *
     * @throws UserError if the file exists but cannot be read
     */
    public static boolean isTaken(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return free == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private static @Nullable FileLock taken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock is released when the process ends, at the latest.
        }
    }
}
