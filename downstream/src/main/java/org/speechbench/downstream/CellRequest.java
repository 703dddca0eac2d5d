package org.speechbench.downstream;

import java.util.List;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.engine.Precision;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Task;
import org.speechbench.upstream.Upstream;

/**
 * One cell of an experiment: one upstream on one task.
 *
 * @param label name of the cell in progress messages, for example {@code fast/pr}
 * @param precision that the upstream was opened with; part of the cache's key
 * @param seeds of the head's weights and batches, at least one; the learning rate is selected with the first, for all
 */
public record CellRequest(
        String label,
        Upstream upstream,
        Precision precision,
        Task task,
        Preset preset,
        Corpus corpus,
        List<Long> seeds,
        CellOptions options) {
    public CellRequest {
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("a cell has at least one seed");
        }
    }
}
