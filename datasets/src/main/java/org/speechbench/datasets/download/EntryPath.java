package org.speechbench.datasets.download;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where an entry of an archive goes: below a folder, or nowhere. */
final class EntryPath {
    private EntryPath() {}

    /**
     * @param strip leading folders to leave out
     * @return nothing if no name is left
     * @throws IOException if the name is absolute, leads out of the folder or is none on this system
     */
    static Optional<Path> below(Path folder, String name, int strip) throws IOException {
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
}
