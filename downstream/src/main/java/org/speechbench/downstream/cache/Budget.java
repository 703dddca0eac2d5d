package org.speechbench.downstream.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The number of bytes that may still be written. */
final class Budget {
    private final AtomicLong left;

    Budget(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /** The rest of a budget after the files that already exist; the folder may be a link. */
    static Budget of(Path folder, long bytes) {
        try (Stream<Path> files = Files.walk(folder.toRealPath())) {
            long used =
                    files.filter(Files::isRegularFile).mapToLong(Budget::size).sum();
            return new Budget(bytes - used);
        } catch (IOException e) {
            throw new UncheckedIOException("the feature cache cannot list " + folder, e);
        }
    }

    /** Takes bytes from the budget if there are enough left. */
    boolean take(long bytes) {
        long before = left.getAndUpdate(n -> n >= bytes ? n - bytes : n);
        return before >= bytes;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // Another process may have removed the file in the meantime.
            return 0;
        }
    }
}
