package org.speechbench.tasks.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.tasks.Prediction;

/**
 * Scores query by example by 100 times the maximum term-weighted value: 1 - (miss rate + 12.49 false alarm rate), with
 * rates averaged over queries, at the threshold that maximises it. A search that finds nothing has value 0 (NIST spoken
 * term detection, with the costs of QUESST 2014: a miss 100, a false alarm 1, prior of a match 0.0008). Queries that
 * occur in no document carry no information about misses and are left out, as the scorer of MediaEval's QUESST does,
 * which removes them before it counts (README of its tool: 497 listed, 2 removed, 495 scored).
 *
 * <p>A prediction is for a query and a document: its id is {@code QUERY|DOCUMENT}, its reference is {@link #MATCH} or
 * {@link #OTHER}, and its hypothesis is one number, higher if the document is more likely to contain the query. Its unit
 * is the query.
 */
public final class TermWeightedValueScorer extends TrialScorer {
    public static final Metric MTWV = Metrics.TERM_WEIGHTED_VALUE;
    public static final String MATCH = "match";
    public static final String OTHER = "other";

    private static final double PRIOR = 0.0008;
    private static final double FALSE_ALARM = 1;
    private static final double MISS = 100;
    private static final double WEIGHT = FALSE_ALARM / MISS * (1 / PRIOR - 1);

    public TermWeightedValueScorer() {
        super(MTWV, "MTWV needs a query that is in a document in every fold");
    }

    @Override
    List<String> references() {
        return List.of(MATCH, OTHER);
    }

    @Override
    public String unitName() {
        return "queries";
    }

    @Override
    public List<String> units(Prediction prediction) {
        int bar = prediction.id().indexOf('|');
        if (bar < 1) {
            throw new IllegalArgumentException("wanted an id like 'QUERY|DOCUMENT'; got '" + prediction.id() + "'");
        }
        return List.of(prediction.id().substring(0, bar));
    }

    private static final class Documents {
        private long matches;
        private long others;

        double gained(boolean match) {
            return match ? 1.0 / matches : -WEIGHT / others;
        }
    }

    @Override
    double percent(List<Trial> descending) {
        Map<String, Documents> queries = new HashMap<>();
        for (Trial trial : descending) {
            Documents own = queries.computeIfAbsent(trial.units().get(0), query -> new Documents());
            own.matches += trial.positive() ? 1 : 0;
            own.others += trial.positive() ? 0 : 1;
        }
        queries.values().removeIf(own -> own.matches == 0);
        if (queries.isEmpty()) {
            return Double.NaN;
        }
        double best = 0;
        double value = 0;
        for (int i = 0; i < descending.size(); i++) {
            Trial trial = descending.get(i);
            Documents own = queries.get(trial.units().get(0));
            value += own == null ? 0 : own.gained(trial.positive());
            if (i + 1 == descending.size() || descending.get(i + 1).score() < trial.score()) {
                best = Math.max(best, value);
            }
        }
        return 100 * (best / queries.size());
    }
}
