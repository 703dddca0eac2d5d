package org.speechbench.datasets.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.speechbench.core.UserError;

/**
 * How downloads are made.
 *
 * @param keepArchives whether archives stay after they are unpacked
 * @param stall after this long without a byte a connection is given up
 * @param pause how to wait before another try
 * @param freeSpace how much a folder has
 */
public record DownloadSettings(boolean keepArchives, Duration stall, Pause pause, FreeSpace freeSpace) {
    private static final Duration STALL = Duration.ofMinutes(1);

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** Bytes that may be written to an existing folder. */
    @FunctionalInterface
    public interface FreeSpace {
        long of(Path folder);
    }

    /** What the command line uses. */
    public static DownloadSettings usual(boolean keepArchives) {
        return new DownloadSettings(
                keepArchives, STALL, time -> Thread.sleep(time.toMillis()), DownloadSettings::usable);
    }

    private static long usable(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
    }
}
