package org.speechbench.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.speechbench.reports.history.History;
import org.speechbench.reports.history.HistoryFolder;
import org.speechbench.reports.history.KnownChange;
import picocli.CommandLine.Option;

/** The options for the location of kept runs. */
final class HistorySettings {
    @Option(names = "--history", paramLabel = "DIR", description = "Folder of kept runs, see 'speechbench history'.")
    private @Nullable Path folder;

    @Option(
            names = "--known-changes",
            paramLabel = "FILE.yaml",
            description = "File that says why figures jumped; otherwise " + KnownChange.USUAL + " if it exists.")
    private @Nullable Path changes;

    /** Whether a folder was named. */
    boolean given() {
        return folder != null;
    }

    /** The history in the named folder, or in the default folder. */
    History read() {
        Path kept = folder == null ? Path.of(HistoryFolder.USUAL) : folder;
        return new HistoryFolder(kept).read(changes == null ? KnownChange.usual() : KnownChange.read(changes));
    }
}
