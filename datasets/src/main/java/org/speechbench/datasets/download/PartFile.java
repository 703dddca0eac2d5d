package org.speechbench.datasets.download;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;

/**
 * The part of a file that has been downloaded, together with its {@link Origin}. Local failures are {@link UserError}s.
 */
record PartFile(Path file, Path origin) {
    /** The files of a download that will be called {@code archive}. */
    static PartFile of(Path archive) {
        String name = archive.getFileName().toString();
        return new PartFile(archive.resolveSibling(name + ".part"), archive.resolveSibling(name + ".part.origin"));
    }

    String name() {
        return file.getFileName().toString().replaceFirst("\\.part$", "");
    }

    /** Bytes that have been downloaded. */
    long length() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /** The origin of the bytes, if the download can be resumed. */
    Optional<Origin> startOf(String url) {
        try {
            return length() == 0
                    ? Optional.empty()
                    : Origin.read(origin).filter(o -> o.url().equals(url));
        } catch (IOException e) {
            throw UserError.unreadable(origin, e);
        }
    }

    /** Discards what has been downloaded. */
    void begin(Optional<Origin> of) {
        try {
            AtomicFiles.createFolder(file);
            // In this order a crash leaves no bytes of one file with the origin of another.
            Files.deleteIfExists(file);
            Files.deleteIfExists(origin);
            of.ifPresent(o -> o.write(origin));
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }

    /** A channel that appends; the caller closes it. */
    FileChannel append() {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }

    void write(FileChannel channel, byte[] block, int length) {
        try {
            ByteBuffer left = ByteBuffer.wrap(block, 0, length);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }

    /** Renames the complete file. */
    void finish(Path archive) {
        try {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(file, archive, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(origin);
        } catch (IOException e) {
            throw UserError.unwritable(archive, e);
        }
    }

    /**
     * Identifies the file of a server that a part belongs to (RFC 9110, 8.8) by a strong entity tag or else by the date
     * of the last change. Without either it cannot be known whether the rest belongs to the same file.
     *
     * @param url the requested address
     * @param validator value for {@code If-Range}
     */
    record Origin(String url, String validator) {
        private static final String WEAK = "W/";

        /** The origin that an answer states; empty if it has no validator. */
        static Optional<Origin> of(String url, HttpHeaders headers) {
            return headers.firstValue("ETag")
                    .filter(tag -> !tag.startsWith(WEAK))
                    .or(() -> headers.firstValue("Last-Modified"))
                    .map(validator -> new Origin(url, validator));
        }

        /** The origin stored in a file; empty if the file does not exist or is incomplete. */
        static Optional<Origin> read(Path file) throws IOException {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            return lines.size() == 2 ? Optional.of(new Origin(lines.get(0), lines.get(1))) : Optional.empty();
        }

        void write(Path file) {
            AtomicFiles.write(file, url + "\n" + validator + "\n");
        }

        /** Whether an answer is consistent with this origin. */
        boolean allows(HttpHeaders headers) {
            return of(url, headers).map(this::equals).orElse(true);
        }
    }
}
