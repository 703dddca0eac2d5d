package org.speechbench.bench.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.core.result.RunDirectory;

/** Keeps a second process out of a run's folder. The system lets go of it when the process ends, however it ends. */
final class RunLock implements AutoCloseable {
    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws UserError if another process has it, or the folder cannot be written to */
    static RunLock of(RunDirectory files) {
        Path file = files.root().resolve(".lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (taken(channel) == null) {
                channel.close();
                throw new UserError(
                        "Another process is running in " + files.root() + ".",
                        "Wait for its end, or stop it; then --resume.");
            }
            return new RunLock(channel);
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
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
            // The lock is gone with the process at the latest.
        }
    }
}
