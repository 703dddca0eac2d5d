package org.speechbench.cli.doctor;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that are used where they are there. */
final class ProgramsCheck implements Check {
    @Override
    public List<Finding> look(Environment at) {
        return List.of(
                program(at, "mvn", "builds speechbench after a change", "Install Maven 3.8.7 or later."),
                program(at, "git", "tells the revision that results come from", "Install git."));
    }

    private static Finding program(Environment at, String name, String use, String cure) {
        return find(at, name)
                .map(path -> Finding.ok(name, path + ", which " + use))
                .orElseGet(() -> Finding.warning(name, "is not there; it " + use, cure));
    }

    /** An executable on the path. */
    static Optional<Path> find(Environment at, String name) {
        return Stream.of(at.variable("PATH").split(File.pathSeparator))
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
