package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.List;
import org.speechbench.core.result.ResultRow;

/**
 * How a run ended.
 *
 * @param rows of the run, those of earlier sittings included
 * @param failed stages and cells that failed in this sitting
 */
public record Outcome(Path folder, List<ResultRow> rows, int failed) {
    public Outcome {
        rows = List.copyOf(rows);
    }
}
