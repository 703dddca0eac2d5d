package org.speechbench.core;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders in which a shell would look for programs.
 *
 * @param folders the value of the variable {@code PATH}
 */
public record SearchPath(String folders) {
    /** The first program with a name, also with the extensions that programs have on Windows; empty if there is none. */
    public Optional<Path> find(String name) {
        return Stream.of(folders.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of(name, name + ".cmd", name + ".exe").flatMap(file -> path(folder, file)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Stream<Path> path(String folder, String file) {
        try {
            return Stream.of(Path.of(folder, file));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }
}
