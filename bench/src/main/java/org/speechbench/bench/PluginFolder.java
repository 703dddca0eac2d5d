package org.speechbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;

/**
 * The folder of plug-ins in that of speechbench, which the launcher puts on the class path.
 *
 * @param jars file names, sorted; empty where there is no such folder
 */
public record PluginFolder(@Nullable Path folder, List<String> jars) {
    private static final String NAME = "plugins";

    public PluginFolder {
        jars = List.copyOf(jars);
    }

    /**
     * Looks into the folder.
     *
     * @param home the folder of speechbench; null if it is not known
     * @throws UserError if it cannot be listed
     */
    public static PluginFolder in(@Nullable Path home) {
        Path folder = home == null ? null : home.resolve(NAME);
        if (folder == null || !Files.isDirectory(folder)) {
            return new PluginFolder(null, List.of());
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new PluginFolder(
                    folder,
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".jar"))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
    }

    /** The same of the folder that the launcher names. */
    public static PluginFolder find() {
        try {
            return in(Home.find().root());
        } catch (UserError e) {
            return new PluginFolder(null, List.of());
        }
    }

    /** Jars that Java passes over without a word, since they are none. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (String jar : jars) {
            try (ZipFile zip = new ZipFile(String.valueOf(folder == null ? null : folder.resolve(jar)))) {
                zip.size();
            } catch (IOException e) {
                problems.add(jar + " is no readable jar (" + e.getMessage() + ")");
            }
        }
        return problems;
    }
}
