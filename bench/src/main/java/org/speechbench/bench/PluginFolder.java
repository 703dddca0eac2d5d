package org.speechbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Folders;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;

/**
 * The folder of plug-ins in the folder of speechbench; the launcher puts its jars on the class path.
 *
 * @param jars the file names, sorted; empty if the folder does not exist
 */
public record PluginFolder(@Nullable Path folder, List<String> jars) {
    private static final String NAME = "plugins";

    public PluginFolder {
        jars = List.copyOf(jars);
    }

    /**
     * Lists the folder.
     *
     * @param home the folder of speechbench; null if it is not known
     * @throws UserError if the folder cannot be listed
     */
    public static PluginFolder in(@Nullable Path home) {
        Path folder = home == null ? null : home.resolve(NAME);
        if (folder == null || !Files.isDirectory(folder)) {
            return new PluginFolder(null, List.of());
        }
        return new PluginFolder(
                folder,
                Folders.entries(folder).stream()
                        .map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".jar"))
                        .sorted()
                        .toList());
    }

    /** Lists the plug-ins of the folder that the launcher names. */
    public static PluginFolder find() {
        try {
            return in(Home.find().root());
        } catch (UserError e) {
            return new PluginFolder(null, List.of());
        }
    }

    /** The files that Java ignores silently because they are not jars. */
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
