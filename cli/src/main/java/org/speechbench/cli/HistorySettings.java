package org.speechbench.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.speechbench.reports.history.History;
import org.speechbench.reports.history.HistoryFolder;
import org.speechbench.reports.history.KnownChanges;
import picocli.CommandLine.Option;

/** Where kept runs are. */
final class HistorySettings {
    @Option(names = "--history", paramLabel = "DIR", description = "Folder of kept runs, see 'speechbench history'.")
    private @Nullable Path folder;

    @Option(
            names = "--known-changes",
            paramLabel = "FILE.yaml",
            description = "File that says why figures jumped; otherwise " + KnownChanges.USUAL + " if it exists.")
    private @Nullable Path changes;

    /** Whether a folder was named. */
    boolean given() {
        return folder != null;
    }

    /** What is kept in the folder, or in the usual one. */
    History read() {
        Path kept = folder == null ? Path.of(HistoryFolder.USUAL) : folder;
        return new HistoryFolder(kept).read(changes == null ? KnownChanges.usual() : KnownChanges.read(changes));
    }
}
