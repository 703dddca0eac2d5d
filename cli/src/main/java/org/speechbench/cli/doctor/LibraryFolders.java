package org.speechbench.cli.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folders in which Linux looks for shared libraries.
 *
 * @param named the folders of {@code LD_LIBRARY_PATH}
 * @param usual the folders of the system, including those of {@code /etc/ld.so.conf}
 */
record LibraryFolders(List<Path> named, List<Path> usual) {
    private static final List<String> ALWAYS = List.of(
            "lib64",
            "usr/lib64",
            "lib/x86_64-linux-gnu",
            "usr/lib/x86_64-linux-gnu",
            "lib/aarch64-linux-gnu",
            "usr/lib/aarch64-linux-gnu",
            "lib",
            "usr/lib");

    LibraryFolders {
        named = List.copyOf(named);
        usual = List.copyOf(usual);
    }

    /**
     * @param path the value of {@code LD_LIBRARY_PATH}
     * @param root the root of the file system
     */
    static LibraryFolders of(String path, Path root) {
        Set<Path> usual = new LinkedHashSet<>();
        configured(root).forEach(usual::add);
        ALWAYS.forEach(folder -> usual.add(root.resolve(folder)));
        return new LibraryFolders(split(path), List.copyOf(usual));
    }

    /** The folders of a path such as {@code LD_LIBRARY_PATH}. */
    static List<Path> split(String path) {
        List<Path> folders = new ArrayList<>();
        for (String folder : path.split(File.pathSeparator)) {
            try {
                if (!folder.isBlank()) {
                    folders.add(Path.of(folder));
                }
            } catch (InvalidPathException e) {
                // It is not a folder, so it contains no libraries.
            }
        }
        return folders;
    }

    /** The folders in {@code /etc/ld.so.conf} and in the files of the folder that it includes by default. */
    private static List<Path> configured(Path root) {
        List<Path> files = new ArrayList<>(List.of(root.resolve("etc/ld.so.conf")));
        Path folder = root.resolve("etc/ld.so.conf.d");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> parts = Files.list(folder)) {
                parts.filter(file -> file.toString().endsWith(".conf")).sorted().forEach(files::add);
            } catch (IOException e) {
                // Only the usual folders are known then.
            }
        }
        return files.stream()
                .flatMap(file -> lines(file).stream())
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> line.startsWith("/"))
                .map(line -> root.resolve(line.substring(1)))
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Finds a library by its complete name, as the loader does. */
    Optional<Path> find(String name) {
        return Stream.concat(named.stream(), usual.stream())
                .map(folder -> folder.resolve(name))
                .filter(Files::exists)
                .findFirst();
    }

    /**
     * Finds a library of any version: in the first folder that has files whose names begin like this, the last of them
     * by name.
     */
    static Optional<Path> any(List<Path> folders, String beginning) {
        return folders.stream()
                .flatMap(folder -> last(folder, beginning).stream())
                .findFirst();
    }

    private static Optional<Path> last(Path folder, String beginning) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .max(Path::compareTo);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
