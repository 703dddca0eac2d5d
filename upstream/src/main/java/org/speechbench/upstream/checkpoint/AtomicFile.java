package org.speechbench.upstream.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.speechbench.core.UserError;

/** Writes a file as a whole or not at all: beside its place, flushed to the disk, then renamed onto it. */
public final class AtomicFile {
    private AtomicFile() {}

    /** What goes into the file. */
    public interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Writes or replaces a file; its folder is made if there is none.
     *
     * @throws UserError if it cannot be written; the file is then as it was before
     */
    public static void write(Path file, Content content) {
        Path place = file.toAbsolutePath();
        Path folder = place.getParent();
        if (folder == null) {
            throw new IllegalArgumentException(file + " is not a file's path");
        }
        try {
            Files.createDirectories(folder);
            Path beside = Files.createTempFile(folder, "." + place.getFileName(), ".part");
            try {
                try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                    content.writeTo(channel);
                    channel.force(true);
                }
                Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new UserError(
                    "Cannot write " + file + ": " + e.getMessage() + ".", "Check permissions and free space.", e);
        }
    }
}
