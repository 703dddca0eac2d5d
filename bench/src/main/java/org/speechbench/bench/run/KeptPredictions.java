package org.speechbench.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;

/**
 * Predictions that are about to be overwritten although scores of an older version of the task are based on them.
 *
 * @param versions the versions of the task that belong to those scores
 */
record KeptPredictions(Path file, List<Integer> versions) {
    static KeptPredictions of(Path file, CellRows rows, List<ResultRow> all) {
        return new KeptPredictions(
                file,
                all.stream()
                        .filter(r -> rows.isOfCell(r) && r.is(RowKind.SCORE) && r.ok())
                        .map(row -> row.protocol().taskVersion())
                        .filter(version -> version != rows.task().card().version())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** Renames the files so that their names contain the version. */
    void moveAside() {
        if (versions.isEmpty() || !Files.exists(file)) {
            return;
        }
        int newest = versions.get(versions.size() - 1);
        Path aside = file.resolveSibling(file.getFileName().toString().replaceAll("tsv$", "v" + newest + ".tsv"));
        try {
            if (!Files.exists(aside)) {
                Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw UserError.unwritable(aside, e);
        }
    }
}
