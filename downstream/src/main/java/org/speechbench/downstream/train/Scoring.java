package org.speechbench.downstream.train;

import java.util.List;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Trial;

/**
 * How answers are read and scored.
 *
 * @param targets converts classes to what is scored
 * @param trials pairs on which embeddings are compared, of any split; empty if the task is not verification
 * @param frameRate frames a second of the features
 */
public record Scoring(TargetEncoder targets, Scorer scorer, List<Trial> trials, double frameRate) {
    public Scoring {
        trials = List.copyOf(trials);
    }
}
