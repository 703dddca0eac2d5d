package org.speechbench.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for where a run is kept after it has ended. */
final class KeepSettings {
    @Option(
            names = "--history",
            paramLabel = "DIR",
            description = "Also keep the measurements in this folder, and plot everything that is kept there in the"
                    + " report; see 'speechbench history'.")
    private @Nullable Path folder;

    /** The folder; null if nothing is kept. */
    @Nullable
    Path folder() {
        return folder;
    }

    /** The folder that was named, or the given default. */
    Path folderOr(Path usual) {
        return folder == null ? usual : folder;
    }
}
