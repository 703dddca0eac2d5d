package org.speechbench.core;

/**
 * Checks of paths in an experiment file, which must be relative so that the file has the same meaning on every machine.
 */
public final class RelativePath {
    private RelativePath() {}

    /** Like {@link #check}, but the path may be omitted. */
    public static void checkOptional(String key, String path) {
        if (!path.isEmpty()) {
            check(key, path);
        }
    }

    public static void check(String key, String path) {
        if (path.isEmpty()) {
            throw new UserError(key + " is missing.", "Name a path below the data folder.");
        }
        if (path.startsWith("/") || path.startsWith("\\") || path.matches("[A-Za-z]:.*")) {
            throw new UserError(
                    key + " is the absolute path " + path + ".",
                    "Write it relative to the data folder, which --data or SPEECHBENCH_DATA names.");
        }
    }
}
