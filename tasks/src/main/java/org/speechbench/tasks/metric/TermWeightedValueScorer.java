package org.speechbench.tasks.metric;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.tasks.Prediction;

/**
 * Scores query by example by 100 times the maximum term-weighted value. A prediction is for a query and a document: its
 * id is {@code QUERY|DOCUMENT}, its reference is {@link #MATCH} or {@link #OTHER}, and its hypothesis is one number,
 * higher if the document is more likely to contain the query. For the interval, queries are drawn with all their
 * documents.
 */
public final class TermWeightedValueScorer extends ClusterScorer {
    public static final Metric MTWV = Metrics.TERM_WEIGHTED_VALUE;
    public static final String MATCH = "match";
    public static final String OTHER = "other";

    public TermWeightedValueScorer() {
        super(MTWV, "MTWV needs a query that is in a document in every fold");
    }

    @Override
    ToDoubleFunction<int[]> score(List<Prediction> predictions, ToIntFunction<Prediction> cluster, int clusters) {
        TermWeightedValue search = new TermWeightedValue(
                predictions.stream().map(p -> trial(p, cluster.applyAsInt(p))).toList(), clusters);
        return times -> 100 * search.maximum(times);
    }

    /** The cluster is the query. */
    @Override
    public String cluster(Prediction prediction) {
        int bar = prediction.id().indexOf('|');
        if (bar < 1) {
            throw new IllegalArgumentException("wanted an id like 'QUERY|DOCUMENT'; got '" + prediction.id() + "'");
        }
        return prediction.id().substring(0, bar);
    }

    private static TermWeightedValue.Trial trial(Prediction prediction, int query) {
        boolean match = prediction.reference().equals(List.of(MATCH));
        if (!match && !prediction.reference().equals(List.of(OTHER))) {
            throw new IllegalArgumentException("a reference is " + MATCH + " or " + OTHER + "; " + prediction.id()
                    + " has " + prediction.reference());
        }
        return new TermWeightedValue.Trial(query, match, SingleNumber.of(prediction));
    }
}
