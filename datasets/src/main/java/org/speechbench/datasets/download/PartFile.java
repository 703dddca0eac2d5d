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

/** The part of a file that has been downloaded, with its {@link Origin}. Local failures are {@link UserError}s. */
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

    /** What the bytes are of, if they may be gone on with. */
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

    /** For writing at the end; whoever opens it closes it. */
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

    /** Gives the whole file its name. */
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
     * Which file of a server a part is of (RFC 9110, 8.8): a strong entity tag or else the date of the last change. Without
     * either nothing tells whether the rest of a file is of the same file.
     *
     * @param url what was asked for
     * @param validator value for {@code If-Range}
     */
    record Origin(String url, String validator) {
        private static final String WEAK = "W/";

        /** Of an answer, nothing if it has no validator. */
        static Optional<Origin> of(String url, HttpHeaders headers) {
            return headers.firstValue("ETag")
                    .filter(tag -> !tag.startsWith(WEAK))
                    .or(() -> headers.firstValue("Last-Modified"))
                    .map(validator -> new Origin(url, validator));
        }

        /** What was kept in a file, nothing if there is none or it is not whole. */
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

        /** Whether an answer does not contradict that it is of the same file. */
        boolean allows(HttpHeaders headers) {
            return of(url, headers).map(this::equals).orElse(true);
        }
    }
}
