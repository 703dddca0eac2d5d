package org.speechbench.datasets.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
}
