package org.speechbench.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The contents of folders. */
public final class Folders {
    private Folders() {}

    /**
     * The files and folders in a folder, sorted by name.
     *
     * @throws UserError if it cannot be read
     */
    public static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
    }
}
