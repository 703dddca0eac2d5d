package org.speechbench.downstream.train;

import java.util.List;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Trial;

/**
 * How answers are read and scored.
 *
 * @param targets classes to what is scored
 * @param trials what embeddings are compared on, of any split; empty where the objective is no verification
 * @param frameRate frames a second of the features
 */
public record Scoring(TargetEncoder targets, Scorer scorer, List<Trial> trials, double frameRate) {
    public Scoring {
        trials = List.copyOf(trials);
    }
}
