package org.speechbench.tasks.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Scorer;

/**
 * A scorer whose score is no sum over predictions, but is defined for predictions that are counted several times. Such
 * scores are compared by {@link PairedBootstrap#ofClusters}, which draws clusters of predictions.
 */
public interface ClusterScorer extends Scorer {
    /** What a prediction is drawn with: a speaker, or a query. */
    String cluster(Prediction prediction);

    /**
     * The score by how often each cluster is counted; NaN where it is not defined.
     *
     * @param clusters names of all clusters; the counts are in their order
     * @throws IllegalArgumentException if a prediction cannot be scored
     */
    ToDoubleFunction<int[]> byCluster(List<Prediction> predictions, List<String> clusters);
}
