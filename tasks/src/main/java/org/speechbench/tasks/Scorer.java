package org.speechbench.tasks;

import java.util.List;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Score;

/** Predictions to a score. Pure: the same predictions give the same score and interval. */
public interface Scorer {
    Metric metric();

    /** @throws IllegalArgumentException if there are no predictions */
    Score score(List<Prediction> predictions);
}
