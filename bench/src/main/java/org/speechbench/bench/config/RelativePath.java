package org.speechbench.bench.config;

import org.speechbench.core.UserError;

/** Paths in an experiment file are relative, so that it means the same on every machine. */
final class RelativePath {
    private RelativePath() {}

    /** As {@link #check}, but it may be left out. */
    static void checkOptional(String key, String path) {
        if (!path.isEmpty()) {
            check(key, path);
        }
    }

    static void check(String key, String path) {
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
