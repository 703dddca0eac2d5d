package org.speechbench.core;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder of speechbench itself, which holds the bundled corpus and the experiments.
 *
 * @param root the absolute path of the folder
 */
public record Home(Path root) {
    /** The launcher names the folder in this system property. */
    public static final String PROPERTY = "speechbench.home";

    /**
     * The folder that the launcher names, or else the nearest one at or above the working folder that contains the
     * bundled corpus.
     *
     * @throws UserError if there is no such folder
     */
    public static Home find() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return new Home(Path.of(named).toAbsolutePath().normalize());
        }
        for (@Nullable Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            if (Files.isDirectory(p.resolve("corpora").resolve("synthetic"))) {
                return new Home(p);
            }
        }
        throw new UserError("The folder of speechbench is not known.", "Start it with the launcher ./speechbench.");
    }

    /** Whether it is a tree of sources, which can be built, and not an unpacked archive; the launchers decide in the same way. */
    public boolean hasSources() {
        return Files.isRegularFile(root.resolve("pom.xml"));
    }

    /** The corpus that comes with speechbench: synthetic speech. */
    public Path syntheticCorpus() {
        return root.resolve("corpora").resolve("synthetic");
    }

    public Path experiment(String file) {
        return root.resolve("experiments").resolve(file);
    }
}
