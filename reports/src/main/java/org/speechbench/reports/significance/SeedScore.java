package org.speechbench.reports.significance;

import java.nio.file.Files;
import java.nio.file.Path;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.reports.TaskColumn;

/**
 * The score of one upstream on one test split in one run.
 *
 * @param row a row of kind {@code score}, with a value
 * @param seed the seed of the head
 */
record SeedScore(RunDirectory run, ResultRow row, long seed) {
    TaskColumn column() {
        return TaskColumn.of(row);
    }

    Path predictions() {
        Path ofSeed = run.predictions(row.upstream(), row.task(), row.split(), seed);
        return Files.exists(ofSeed) ? ofSeed : run.predictions(row.upstream(), row.task(), row.split());
    }

    /**
     * What must be equal if seeds of one upstream are pooled: weights differ between seeds, everything else is equal.
     */
    String model() {
        return String.join(
                ", ",
                row.subject().provider(),
                row.subject().size(),
                row.subject().init(),
                row.conditions().precision());
    }

    /** For messages. */
    String name() {
        return "upstream '" + row.upstream() + "' on task '" + row.task() + "', split '" + row.split() + "'";
    }
}
