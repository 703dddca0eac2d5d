package org.speechbench.upstream.finetune;

import java.util.List;
import org.speechbench.core.result.Metric;

/** The metric on the development split while a model is trained. */
public interface DevMetric {
    Metric metric();

    /** The score of best paths, with repeats and blanks, in the order of the examples. */
    double score(List<int[]> paths);
}
