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
 * Writes whole files so that a reader, or a run that resumes after a crash, sees the old content or the new and never a
 * part: a temporary file in the same folder, forced to disk, then renamed. Missing folders are made. What is no file but a
 * device or a pipe, such as {@code /dev/stdout}, is written to and never replaced.
 */
public final class AtomicFiles {
    private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part");

    private AtomicFiles() {}

    /** What writes the content; the stream is buffered and closed by the caller. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** What writes the content at any place of the file; the channel is closed by the caller. */
    @FunctionalInterface
    public interface ChannelContent {
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Replaces a file by what the content writes. If the content throws, the old file stays.
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

    /** The same for content that is written in large pieces. */
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
     * Removes what killed processes have left of files that they were writing in a folder.
     *
     * @param age that nothing which is still being written has
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
            // They take space, and that is all.
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
     * Makes the folder that a file is to be in.
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
