package org.speechbench.upstream.finetune;

import java.util.List;
import org.speechbench.core.result.Metric;

/** How answers are scored on the development split while a model is trained. */
public interface DevMetric {
    Metric metric();

    /** The score of best paths, repeats and blanks included, in the order of the examples. */
    double score(List<int[]> paths);
}
