package org.speechbench.datasets.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.speechbench.core.UserError;

/**
 * How downloads are made.
 *
 * @param keepArchives whether archives are kept after unpacking
 * @param stall time without a byte after which a connection is closed
 * @param pause how to wait before another attempt
 * @param freeSpace how much space a folder has
 */
public record DownloadSettings(boolean keepArchives, Duration stall, Pause pause, FreeSpace freeSpace) {
    private static final Duration STALL = Duration.ofMinutes(1);

    /** Waits. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** The bytes that can be written to an existing folder. */
    @FunctionalInterface
    public interface FreeSpace {
        long of(Path folder);
    }

    /** The settings of the command line. */
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
