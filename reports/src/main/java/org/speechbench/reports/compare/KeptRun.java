package org.speechbench.reports.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.core.result.RunDirectory;

/** A run reduced to the files that programs need, as used for baselines and the history. */
public final class KeptRun {
    private KeptRun() {}

    /**
     * Copies what a comparison and a history need of a run, replacing previous contents.
     *
     * @return the folder
     */
    public static Path copy(RunDirectory run, Path folder) {
        RunDirectory kept = new RunDirectory(folder).create();
        try {
            for (Path file : List.of(run.results(), run.rounds(), run.provenance())) {
                Path copy = kept.root().resolve(file.getFileName());
                if (Files.exists(file)) {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    Files.deleteIfExists(copy);
                }
            }
        } catch (IOException e) {
            throw UserError.unwritable(kept.root(), e);
        }
        return kept.root();
    }
}
