package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.List;
import org.speechbench.core.result.ResultRow;

/**
 * How a run ended.
 *
 * @param rows the rows of the run, including those written before it was last resumed
 * @param failed the number of stages and cells that failed since it was started or resumed
 */
public record Outcome(Path folder, List<ResultRow> rows, int failed) {
    public Outcome {
        rows = List.copyOf(rows);
    }
}
