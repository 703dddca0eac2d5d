package org.speechbench.reports;

import java.util.List;
import org.speechbench.tasks.metric.Worst;

/**
 * What an upstream got most wrong on a test split.
 *
 * @param utterances most errors first
 */
public record WorstUtterances(String upstream, TaskColumn column, List<Worst> utterances) {
    public WorstUtterances {
        utterances = List.copyOf(utterances);
    }
}
