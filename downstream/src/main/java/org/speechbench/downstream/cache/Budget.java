package org.speechbench.downstream.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Bytes that may still be written. */
final class Budget {
    private final AtomicLong left;

    Budget(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /** What a budget leaves beside the files that are there; the folder may be a link. */
    static Budget of(Path folder, long bytes) {
        try (Stream<Path> files = Files.walk(folder.toRealPath())) {
            long used =
                    files.filter(Files::isRegularFile).mapToLong(Budget::size).sum();
            return new Budget(bytes - used);
        } catch (IOException e) {
            throw new UncheckedIOException("the feature cache cannot list " + folder, e);
        }
    }

    /** Takes bytes if so many are left. */
    boolean take(long bytes) {
        long before = left.getAndUpdate(n -> n >= bytes ? n - bytes : n);
        return before >= bytes;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // Another process may have removed it meanwhile.
            return 0;
        }
    }
}
