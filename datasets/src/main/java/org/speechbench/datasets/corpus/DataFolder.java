package org.speechbench.datasets.corpus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Folders;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;

/**
 * The folder to which the paths of manifests are relative.
 *
 * @param bundled whether it is the synthetic corpus that comes with speechbench
 */
public record DataFolder(Path root, boolean bundled) {
    private static final String MANIFESTS = "manifests";
    private static final String ENDING = ".tsv";

    /** The environment variable that names the folder if no option does. */
    public static final String VARIABLE = "SPEECHBENCH_DATA";

    /**
     * The folder of the option if it is given, otherwise the bundled corpus if the experiment uses it, otherwise the
     * folder that the environment variable names.
     *
     * @throws UserError if none of these names an existing folder
     */
    public static DataFolder resolve(
            @Nullable Path option, boolean wantsBundled, Home home, Map<String, String> environment) {
        if (option != null) {
            return existing(option, "--data");
        }
        if (wantsBundled) {
            return new DataFolder(
                    existing(home.syntheticCorpus(), "the bundled corpus").root(), true);
        }
        String named = environment.getOrDefault(VARIABLE, "");
        if (named.isEmpty()) {
            throw new UserError(
                    "No data folder is given.", "Use --data DIR or set " + VARIABLE + " to a folder with manifests/.");
        }
        return existing(Path.of(named), VARIABLE);
    }

    private static DataFolder existing(Path folder, String source) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(
                    "There is no data folder " + folder + " (named by " + source + ").",
                    "Correct the path or get the data.");
        }
        return new DataFolder(folder.toAbsolutePath().normalize(), false);
    }

    /** A manifest or another file below the folder. */
    public Path file(String relative) {
        return root.resolve(relative);
    }

    /** The manifests in their usual folder, in the form in which experiments name them, sorted. */
    public List<String> manifests() {
        Path folder = file(MANIFESTS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return Folders.entries(folder).stream()
                .map(f -> String.valueOf(f.getFileName()))
                .filter(n -> n.endsWith(ENDING) && !n.startsWith("."))
                .map(n -> MANIFESTS + "/" + n)
                .sorted()
                .toList();
    }

    /** The manifest of a name in its usual folder, in the form in which experiments name it. */
    public static String manifest(String stem) {
        return MANIFESTS + "/" + stem + ENDING;
    }

    /** The name of a manifest without its folder and ending. */
    public static String stem(String manifest) {
        return manifest.replaceFirst("^.*[/\\\\]", "").replaceFirst("\\.[^.]*$", "");
    }

    /** The name in results of a corpus that is read from a manifest. */
    public String corpusName(String manifest) {
        return bundled ? "synthetic/" + stem(manifest) : stem(manifest);
    }
}
