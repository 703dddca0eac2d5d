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
import org.speechbench.core.UserError;

/** Folders that are created atomically: they are filled next to their final place and then renamed. */
public final class WholeFolder {
    /** Part of the name of a folder that is being filled. */
    public static final String PART = ".part";

    private WholeFolder() {}

    /** What fills a folder. */
    public interface Filler {
        void fill(Path aside) throws IOException;
    }

    /** @throws UserError if it cannot be written; what was there is then unchanged */
    public static void write(Path place, Filler filler) {
        try {
            Path aside = aside(place);
            try {
                filler.fill(aside);
                move(aside, place);
            } finally {
                delete(aside);
            }
        } catch (IOException e) {
            throw UserError.unwritable(place, e);
        }
    }

    /** Creates an empty folder next to the final place. */
    public static Path aside(Path place) throws IOException {
        Path parent = place.toAbsolutePath().resolveSibling(".").normalize();
        Files.createDirectories(parent);
        // A temporary folder of the JDK is accessible only to its owner, and would keep that mode.
        return Files.createDirectory(parent.resolve("." + place.getFileName() + PART + UUID.randomUUID()));
    }

    /** Renames a filled folder to its final place; what was there is deleted. */
    public static void move(Path aside, Path place) throws IOException {
        delete(place);
        Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a folder and its contents; it does nothing if the folder does not exist. */
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
