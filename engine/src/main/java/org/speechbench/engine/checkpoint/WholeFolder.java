package org.speechbench.engine.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Folders that appear as a whole: filled beside their place, then renamed onto it. */
public final class WholeFolder {
    /** Part of the name of a folder that is being filled. */
    public static final String PART = ".part";

    private WholeFolder() {}

    /** An empty folder beside the place. */
    public static Path aside(Path place) throws IOException {
        Path parent = place.toAbsolutePath().resolveSibling(".").normalize();
        Files.createDirectories(parent);
        // Not a temporary folder of the JDK: those are their owner's only, and the mode would stay.
        return Files.createDirectory(parent.resolve("." + place.getFileName() + PART + UUID.randomUUID()));
    }

    /** Renames a filled folder onto its place; what was there is deleted. */
    public static void move(Path aside, Path place) throws IOException {
        delete(place);
        Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a folder and what is in it; nothing happens if there is none. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(folder)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path p : inside) {
            Files.deleteIfExists(p);
        }
    }
}
