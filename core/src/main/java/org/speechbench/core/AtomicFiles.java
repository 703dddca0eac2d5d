package org.speechbench.core;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes whole files so that a reader, or a run that resumes after a crash, sees either the old content or the new,
 * never a part of it. The content goes to a temporary file in the same folder, which is forced to disk and then
 * renamed. Missing folders are created. A device or a pipe, such as {@code /dev/stdout}, is written to directly and
 * never replaced.
 */
public final class AtomicFiles {
    private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part");

    private AtomicFiles() {}

    /** Writes the content of a file. The stream is buffered and is closed by the caller. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes the content at any position of the file. The channel is closed by the caller. */
    @FunctionalInterface
    public interface ChannelContent {
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Replaces a file with what {@code content} writes. If the content throws, the old file stays.
     *
     * @throws UserError if the file cannot be written
     */
    public static void write(Path file, Content content) {
        writeChannel(file, channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(out);
            out.flush();
        });
    }

    /** Like {@link #write(Path, Content)}, for content that is written in large pieces. */
    public static void writeChannel(Path file, ChannelContent content) {
        try {
            Path folder = createFolder(file);
            if (isDevice(file)) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    content.writeTo(channel);
                }
                return;
            }
            // Not a temporary file of the JDK: those are readable by their owner only, and the mode would stay.
            Path aside = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
            try {
                fill(aside, content);
                move(aside, file);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }

    public static void write(Path file, byte[] bytes) {
        write(file, out -> out.write(bytes));
    }

    /** Writes text as UTF-8. */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isDevice(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    /**
     * Removes the temporary files that killed processes have left in a folder.
     *
     * @param age an age that no file still being written has reached
     */
    public static void removeLeftovers(Path folder, Duration age) {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(e ->
                            LEFTOVER.matcher(String.valueOf(e.getFileName())).matches())
                    .toList()) {
                Instant written = Files.getLastModifiedTime(entry).toInstant();
                if (!written.isAfter(Instant.now().minus(age))) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (IOException e) {
            // A file that cannot be removed only takes up space.
        }
    }

    private static void fill(Path aside, ChannelContent content) throws IOException {
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            content.writeTo(channel);
            channel.force(true);
        }
    }

    private static void move(Path aside, Path file) throws IOException {
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Creates the folder that will hold a file.
     *
     * @return the folder
     */
    public static Path createFolder(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new UserError("Cannot write " + file + ": it is not a file name.", "Give the name of a file.");
        }
        return Files.createDirectories(parent);
    }
}
