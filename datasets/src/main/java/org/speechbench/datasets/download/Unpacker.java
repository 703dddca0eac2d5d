package org.speechbench.datasets.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;

/**
 * Unpacks an archive to a folder beside the target, and moves the content to the target when it is complete. Nothing is
 * written outside these two folders. Links in the archive are skipped and reported. Local failures are {@link
 * UserError}s.
 */
final class Unpacker {
    private static final int BLOCK = 1 << 16;

    private final Path target;
    private final Path aside;
    private final Progress progress;

    /** @param archive name of the archive, from which the name of the folder beside the target is derived */
    Unpacker(Path target, String archive, Progress progress) {
        // Beside the real folder, so that moving is renaming even if the target is a link to another disk.
        Path real =
                Files.exists(target) ? real(target) : target.toAbsolutePath().normalize();
        this.target = real;
        this.aside = real.resolveSibling("." + archive + ".unpacking");
        this.progress = progress;
    }

    /** Whether an earlier unpacking was interrupted. */
    boolean interrupted() {
        return Files.exists(aside, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Unpacks; the remains of an interrupted unpacking are removed first, and files of the same name are replaced.
     *
     * @throws IOException if the archive is damaged, or exceeds the limits
     */
    void unpack(Path archive, int strip, UnpackBounds bounds) throws IOException {
        UnpackBounds.Count count = bounds.count();
        local(() -> remove(aside));
        local(() -> Files.createDirectories(aside));
        try {
            new ArchiveReader(archive, progress).read((name, kind, content) -> {
                count.entry();
                entry(name, kind, content, strip, count);
            });
        } catch (IOException | UserError e) {
            local(() -> remove(aside));
            throw e;
        }
        local(() -> {
            move(aside, target);
            remove(aside);
        });
    }

    private void entry(String name, ArchiveReader.Kind kind, InputStream content, int strip, UnpackBounds.Count count)
            throws IOException {
        Optional<Path> place = below(aside, name, strip);
        if (place.isEmpty()) {
            return;
        }
        switch (kind) {
            case FOLDER -> local(() -> Files.createDirectories(place.get()));
            case FILE -> file(place.get(), content, count);
            case OTHER -> progress.note("left out " + name + ", which is a link");
        }
    }

    /**
     * The path of an archive's entry below a folder.
     *
     * @param strip number of leading folders to remove
     * @return empty if no name is left
     * @throws IOException if the name is absolute, leads out of the folder or is not valid on this system
     */
    private static Optional<Path> below(Path folder, String name, int strip) throws IOException {
        String entry = name.replace('\\', '/');
        List<String> parts = Arrays.stream(entry.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
        if (entry.startsWith("/") || entry.matches("[A-Za-z]:.*") || parts.contains("..")) {
            throw outside(name);
        }
        if (parts.size() <= strip) {
            return Optional.empty();
        }
        try {
            Path place = folder.resolve(String.join("/", parts.subList(strip, parts.size())))
                    .normalize();
            if (!place.startsWith(folder)) {
                throw outside(name);
            }
            return Optional.of(place);
        } catch (InvalidPathException e) {
            throw new IOException("its entry '" + name + "' has a name that cannot be used here", e);
        }
    }

    private static IOException outside(String name) {
        return new IOException("its entry '" + name + "' would be written outside of its folder");
    }

    private void file(Path file, InputStream content, UnpackBounds.Count count) throws IOException {
        local(() -> Files.createDirectories(file.resolveSibling(".").normalize()));
        byte[] block = new byte[BLOCK];
        try (OutputStream out = open(file)) {
            for (int read = content.read(block); read >= 0; read = content.read(block)) {
                int length = read;
                count.bytes(length);
                local(() -> out.write(block, 0, length));
            }
        }
    }

    private OutputStream open(Path file) {
        try {
            return Files.newOutputStream(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }

    /** Moves the contents of a folder to another, into existing folders. */
    private static void move(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        List<Path> entries;
        try (Stream<Path> list = Files.list(from)) {
            entries = list.sorted().toList();
        }
        for (Path entry : entries) {
            Path place = to.resolve(entry.getFileName());
            if (Files.isDirectory(entry) && (Files.isDirectory(place) || !oneDisk(from, to))) {
                move(entry, place);
            } else {
                Files.move(entry, place, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Whether both are on one disk; whole folders cannot be moved to another disk, to which a link may lead. */
    private static boolean oneDisk(Path from, Path to) throws IOException {
        return Files.getFileStore(from).equals(Files.getFileStore(to));
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(inner);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
    }

    /** An operation on local files, as opposed to reading the archive. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private void local(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw UserError.unwritable(target, e);
        }
    }
}
