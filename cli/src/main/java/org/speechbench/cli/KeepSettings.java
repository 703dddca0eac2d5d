package org.speechbench.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a run is kept when it has ended. */
final class KeepSettings {
    @Option(
            names = "--history",
            paramLabel = "DIR",
            description = "Also keep the measurements in this folder, and plot everything that is kept there in the"
                    + " report; see 'speechbench history'.")
    private @Nullable Path folder;

    /** Null where nothing is kept. */
    @Nullable
    Path folder() {
        return folder;
    }

    /** The folder that was named, or another one. */
    Path folderOr(Path usual) {
        return folder == null ? usual : folder;
    }
}
