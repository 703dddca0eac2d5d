package org.speechbench.tasks.metric;

import java.util.Arrays;
import java.util.Comparator;
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

    private static Trial trial(Prediction prediction, int query) {
        boolean match = prediction.reference().equals(List.of(MATCH));
        if (!match && !prediction.reference().equals(List.of(OTHER))) {
            throw new IllegalArgumentException("a reference is " + MATCH + " or " + OTHER + "; " + prediction.id()
                    + " has " + prediction.reference());
        }
        return new Trial(query, match, number(prediction));
    }

    /**
     * A query and a document.
     *
     * @param query the number of the query
     * @param match whether the document contains the query
     * @param score the score, higher if that is more likely
     */
    private record Trial(int query, boolean match, double score) {}

    /**
     * The maximum term-weighted value of a search: 1 - (miss rate + 12.49 false alarm rate), with rates averaged over
     * queries, at the threshold that maximises it. A search that finds nothing has value 0 (NIST spoken term detection,
     * with the costs of QUESST 2014: a miss 100, a false alarm 1, prior of a match 0.0008). Queries that occur in no
     * document carry no information about misses and are left out, as the scorer of MediaEval's QUESST does, which removes
     * them before it counts (README of its tool: 497 listed, 2 removed, 495 scored).
     */
    private static final class TermWeightedValue {
        private static final double PRIOR = 0.0008;
        private static final double FALSE_ALARM = 1;
        private static final double MISS = 100;
        private static final double WEIGHT = FALSE_ALARM / MISS * (1 / PRIOR - 1);

        private final Trial[] descending;
        private final long[] matches;
        private final long[] others;

        /** @param queries the number of queries */
        TermWeightedValue(List<Trial> trials, int queries) {
            descending = trials.toArray(Trial[]::new);
            Arrays.sort(descending, Comparator.comparingDouble(Trial::score).reversed());
            matches = new long[queries];
            others = new long[queries];
            for (Trial trial : descending) {
                (trial.match() ? matches : others)[trial.query()]++;
            }
        }

        /** The value with each query counted as often as given; NaN if none of the counted queries is in any document. */
        double maximum(int[] times) {
            long queries = 0;
            for (int q = 0; q < times.length; q++) {
                queries += matches[q] > 0 ? times[q] : 0;
            }
            if (queries == 0) {
                return Double.NaN;
            }
            double best = 0;
            double value = 0;
            for (int i = 0; i < descending.length; i++) {
                Trial trial = descending[i];
                int q = trial.query();
                if (matches[q] > 0) {
                    value += times[q] * (trial.match() ? 1.0 / matches[q] : -WEIGHT / others[q]);
                }
                if (i + 1 == descending.length || descending[i + 1].score() < trial.score()) {
                    best = Math.max(best, value);
                }
            }
            return best / queries;
        }
    }
}
